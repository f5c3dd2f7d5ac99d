// Owns finding the tool that a node in the editor stands for, so that it can be tried out. Does not call it.

import type { Node, NodeAPI } from 'node-red';
import { AgentError } from '../errors.js';
import type { Tool } from '../tools/registry.js';
import type { Agent } from './agent.js';
import type { ToolSettings } from './tool-settings.js';
import { templateOf } from './wires.js';

export interface ToolNode {
  readonly node: Node;
  readonly settings: ToolSettings;
  /** Missing for a tool of all agents. */
  readonly agent: Agent | undefined;
  /** The tool as it is with one provider. */
  readonly toolFor: (agent: Pick<Agent, 'provider'>) => Tool;
}

export class ToolNodes {
  readonly #working = new Map<string, ToolNode>();
  readonly #broken = new WeakMap<Node, AgentError>();

  constructor(private readonly RED: NodeAPI) {}

  /** Returns how to take it out again. */
  add(tool: ToolNode): () => void {
    const { id } = tool.node;
    this.#working.set(id, tool);
    return () => {
      if (this.#working.get(id) === tool) this.#working.delete(id);
    };
  }

  /** The node runs, but cannot do its work. */
  refuse(node: Node, error: AgentError): void {
    this.#broken.set(node, error);
  }

  /** Of a node in a subflow, the first of its copies. Errors: `trial.not-running`, and why the node cannot work. */
  find(id: string): ToolNode | AgentError {
    const copy = () => [...this.#working.values()].find(({ node }) => templateOf(node) === id);
    const found = this.#working.get(id) ?? copy();
    if (found) return found;
    // The types promise a node always.
    const node: Node | null = this.RED.nodes.getNode(id);
    return (node && this.#broken.get(node)) ?? new AgentError('trial.not-running');
  }
}
