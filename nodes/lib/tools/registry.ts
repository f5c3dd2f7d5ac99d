// Owns which tools one agent has, by name. Does not own calls, and does not know who delivers them.

import type { ToolDeclaration } from '../providers/provider.js';
import type { Checker } from './schema.js';
import type { OpenCall, SessionName } from './ledger.js';

export interface Tool {
  readonly declaration: ToolDeclaration;
  readonly checker: Checker;
  /** Milliseconds that a flow has for its answer. */
  readonly timeoutMs: number;
  /** Whoever declares it, for those that point at it. */
  readonly owner?: string;
  /** Starts the flow. `payload` is checked and belongs to the receiver. */
  deliver(call: OpenCall, payload: Record<string, unknown>, session: SessionName): void;
  /** What became of a call, for whoever wants to show it. */
  settled?(call: OpenCall): void;
  /** Told when this tool becomes the one that answers to its name, or stops to be. */
  active?(yes: boolean): void;
}

export class Registry {
  readonly #byName = new Map<string, Tool[]>();

  /** `changed` is called whenever `declarations()` would give another answer. */
  constructor(private readonly changed: () => void) {}

  /** The first tool of a name answers to it; a later one waits until that is gone. Returns how to take it out. */
  add(tool: Tool): () => void {
    const { name } = tool.declaration;
    const row = this.#byName.get(name) ?? [];
    row.push(tool);
    this.#byName.set(name, row);
    tool.active?.(row.length === 1);
    if (row.length === 1) this.changed();
    return () => this.#remove(name, tool);
  }

  find(name: string): Tool | undefined {
    return this.#byName.get(name)?.[0];
  }

  names(): string[] {
    return [...this.#byName.keys()];
  }

  /** Those that answer to their names. */
  tools(): Tool[] {
    return [...this.#byName.values()].flatMap(([first]) => (first ? [first] : []));
  }

  declarations(): ToolDeclaration[] {
    return this.tools().map(({ declaration }) => declaration);
  }

  #remove(name: string, tool: Tool): void {
    const row = this.#byName.get(name) ?? [];
    const index = row.indexOf(tool);
    if (index < 0) return;
    row.splice(index, 1);
    if (row.length === 0) this.#byName.delete(name);
    if (index > 0) return;
    row[0]?.active?.(true);
    this.changed();
  }
}
