// Owns which tools one agent has, by name, and which of several answers to it. Does not own calls, and does not know who
// delivers them.

import type { ToolDeclaration } from '../providers/provider.js';
import type { ErrorsAs } from './answers.js';
import type { Checker } from './schema.js';
import type { Order } from './lanes.js';
import type { OpenCall, SessionName } from './ledger.js';

/** The name under which a tool takes the calls that no other tool takes. No provider allows it as a real one. */
export const ANY_OTHER = '*';

export interface Tool {
  /** Its name may be ANY_OTHER. */
  readonly declaration: ToolDeclaration;
  readonly checker: Checker;
  /** Milliseconds that a flow has for its answer. */
  readonly timeoutMs: number;
  /** Whose tool it is: the agent's own comes before one for all agents, and that before one that we bring along. */
  readonly owner: 'agent' | 'everyone' | 'house';
  readonly order: Order;
  /** Missing: as is best for the provider. */
  readonly errorsAs: ErrorsAs | undefined;
  /** Missing: the agent waits for the flow. */
  readonly acknowledge: Acknowledge | undefined;
  /** Whether it stops when the user speaks into what the agent is about. */
  readonly interruptible: boolean;
  /** Its calls go on over MQTT, which carries what their answers are found by. */
  readonly overMqtt?: boolean;
  /** Arguments whose values are shown to nobody. */
  readonly private?: ReadonlySet<string>;
  /** Who declares it, for those that point at it; missing where nobody does. */
  readonly declaredBy?: string;
  /** Starts the flow. `payload` is checked and belongs to the receiver. */
  deliver(call: OpenCall, payload: Record<string, unknown>, session: SessionName): void;
  /** The agent has been told that the flow is still at work. */
  acknowledged?(call: OpenCall, text: string): void;
  /** What became of a call, for whoever wants to show it. */
  settled?(call: OpenCall): void;
  /** Told when this tool becomes the one that answers to its name, or stops to be. */
  active?(yes: boolean): void;
}

/** What an agent is told when its tool takes long. */
export interface Acknowledge {
  /** Milliseconds from the call. */
  readonly afterMs: number;
  /** Whether the agent is asked to speak of the result that comes later. */
  readonly speak: boolean;
  /** Never throws or rejects. `payload` is the receiver's own. */
  sentence(call: OpenCall, payload: Record<string, unknown>, session: SessionName): string | Promise<string>;
}

const RANKS: Readonly<Record<Tool['owner'], number>> = { agent: 0, everyone: 1, house: 2 };

export class Registry {
  readonly #byName = new Map<string, Tool[]>();

  /** `changed` is called whenever `declarations()` would give another answer. */
  constructor(private readonly changed: () => void) {}

  /** Of several tools of one name the nearest to the agent answers to it, and of those the first. Returns how to take it out. */
  add(tool: Tool): () => void {
    const { name } = tool.declaration;
    const row = this.#byName.get(name) ?? [];
    const before = row.findIndex(({ owner }) => RANKS[owner] > RANKS[tool.owner]);
    const at = before < 0 ? row.length : before;
    row.splice(at, 0, tool);
    this.#byName.set(name, row);
    tool.active?.(at === 0);
    if (at > 0) return () => this.#remove(name, tool);
    row[1]?.active?.(false);
    this.changed();
    return () => this.#remove(name, tool);
  }

  /** The tool that answers to a name, if only because it answers to every one. */
  find(name: string): Tool | undefined {
    return (this.#byName.get(name) ?? this.#byName.get(ANY_OTHER))?.[0];
  }

  names(): string[] {
    return this.declarations().map(({ name }) => name);
  }

  /** Those that answer to their own names. */
  tools(): Tool[] {
    const first = [...this.#byName.values()].flatMap(([tool]) => (tool ? [tool] : []));
    return first.filter(({ declaration }) => declaration.name !== ANY_OTHER);
  }

  /** Whether one takes the calls that no other takes. */
  get takesAny(): boolean {
    return this.#byName.has(ANY_OTHER);
  }

  /** What an agent can be told to call. */
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
