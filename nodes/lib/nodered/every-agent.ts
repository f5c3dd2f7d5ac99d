// Owns tools that every agent has: those that are there and those that come. Does not own an agent or a tool.

import type { Tool } from '../tools/registry.js';
import type { Agent } from './agent.js';

/** A tool as it is for one agent. */
export type ToolFor = (agent: Agent) => Tool;

export class EveryAgent {
  readonly #agents = new Set<Agent>();
  readonly #tools = new Map<ToolFor, Map<Agent, () => void>>();
  readonly #names = new Map<ToolFor, string>();

  joins(agent: Agent): void {
    this.#agents.add(agent);
    for (const [toolFor, removes] of this.#tools) removes.set(agent, agent.registry.add(toolFor(agent)));
  }

  leaves(agent: Agent): void {
    this.#agents.delete(agent);
    for (const removes of this.#tools.values()) removes.delete(agent);
  }

  agents(): Agent[] {
    return [...this.#agents];
  }

  /** Whether a tool for all agents has this name already. */
  has(name: string): boolean {
    return [...this.#names.values()].includes(name);
  }

  /** Whether a tool for all agents gets the calls of this name from at least one of them. */
  reached(name: string): boolean {
    return [...this.#agents].some(({ registry }) => {
      const tool = registry.find(name);
      return tool?.declaration.name === name && tool.owner === 'everyone';
    });
  }

  /** Returns how to take it from all of them. */
  add(name: string, toolFor: ToolFor): () => void {
    const removes = new Map<Agent, () => void>();
    this.#tools.set(toolFor, removes);
    this.#names.set(toolFor, name);
    for (const agent of this.#agents) removes.set(agent, agent.registry.add(toolFor(agent)));
    return () => {
      this.#tools.delete(toolFor);
      this.#names.delete(toolFor);
      for (const remove of removes.values()) remove();
    };
  }
}
