// Owns the trials of a runtime: beginning one, looking at it, and ending it when nobody asks for it any more. Knows no
// address and no form.

import { AgentError } from '../errors.js';
import { readFrame } from '../providers/frame.js';
import { providerById } from '../providers/index.js';
import { MAX_OPEN_TRIALS, MAX_TRIAL_ARGUMENTS, MAX_TRIALS } from '../shared/limits.js';
import { toolNameProblem } from '../shared/names.js';
import type { TrialForm, TrialOrder } from '../shared/trial.js';
import { ANY_OTHER, Registry } from '../tools/registry.js';
import type { House } from './house.js';
import type { ToolNode } from './tool-nodes.js';
import { Trial, type Tried } from './trial.js';
import { templateOf } from './wires.js';

/** How long a trial goes on that nobody asks for: whoever began it has left. */
const LEFT_MS = 120_000;

interface Running {
  readonly trial: Trial;
  /** Id that the editor gave. */
  readonly node: string;
  disarm: () => void;
}

export class Trials {
  readonly #byId = new Map<string, Running>();

  constructor(private readonly house: House) {}

  /** What a form for the tool is made from. Errors: those of ToolNodes. */
  form(node: string): TrialForm | AgentError {
    const found = this.house.toolNodes.find(node);
    if (found instanceof AgentError) return found;
    const { name, description, schema } = found.settings.declaration;
    return {
      tool: name === ANY_OTHER ? '' : name,
      description,
      schema,
      private: [...found.settings.private],
    };
  }

  /** Errors: `trial.arguments`, `trial.too-large`, `trial.too-many`, `trial.not-active`, `tool.name`, those of ToolNodes. */
  begin(node: string, order: TrialOrder): Trial | AgentError {
    const found = this.house.toolNodes.find(node);
    if (found instanceof AgentError) return found;
    const given = argumentsOf(order.arguments);
    if (given instanceof AgentError) return given;
    const open = [...this.#byId.values()].filter(({ trial }) => !trial.done).length;
    if (open >= MAX_OPEN_TRIALS) return new AgentError('trial.too-many', { limit: MAX_OPEN_TRIALS });
    const tried = this.#tried(found, order);
    if (tried instanceof AgentError) return tried;
    const { calls, clock, observer } = this.house;
    const trial = new Trial(tried, clock, (event) => observer.call(event));
    this.#keep(node, trial);
    const raw = structuredClone(given);
    const call = { id: trial.id, name: tried.tool, raw, arguments: given };
    calls.receive(trial.caller, [{ ...call, expectsResponse: true, speculative: false }]);
    const entry = calls.ledger.byId(trial.caller, trial.id);
    if (entry) trial.entered(entry.call);
    return trial;
  }

  /** One that somebody asks for goes on. Errors: `trial.over`. */
  find(node: string, id: string): Trial | AgentError {
    const running = this.#byId.get(id);
    if (!running || running.node !== node) return new AgentError('trial.over');
    this.#wait(running);
    return running.trial;
  }

  /** Nobody waits for it any more; its flow is told as it is when a session ends. */
  end(trial: Trial): void {
    if (!trial.done) this.house.calls.lose(trial.caller);
    this.#byId.get(trial.id)?.disarm();
  }

  #keep(node: string, trial: Trial): void {
    const running = { trial, node, disarm: () => {} };
    this.#byId.set(trial.id, running);
    this.#wait(running);
    // Those that are open are fewer.
    const oldest = [...this.#byId.values()].find((one) => one.trial.done && one.trial !== trial);
    if (this.#byId.size > MAX_TRIALS && oldest) this.#byId.delete(oldest.trial.id);
  }

  #wait(running: Running): void {
    running.disarm();
    if (running.trial.done) return;
    running.disarm = this.house.clock.after(LEFT_MS, () => this.end(running.trial));
  }

  /** The tool as it is for its agent: a call must come to this node and to no other. */
  #tried(found: ToolNode, { tool = '' }: TrialOrder): Tried | AgentError {
    const { name } = found.settings.declaration;
    const called = name === ANY_OTHER ? tool : name;
    if (toolNameProblem(called)) return new AgentError('tool.name', { tool: called.slice(0, 64) });
    const agents = found.agent ? [found.agent] : this.house.everyAgent.agents();
    const mine = agents.find(({ registry }) => registry.find(called)?.declaredBy === templateOf(found.node));
    if (mine) {
      const { name: agent, provider, registry } = mine;
      return { tool: called, agent, provider, registry };
    }
    if (agents.length > 0) return new AgentError('trial.not-active', { tool: called });
    return alone(called, found);
  }
}

/** A tool of all agents, where there are none yet. */
function alone(tool: string, { toolFor }: ToolNode): Tried | AgentError {
  const provider = providerById('practice');
  if (!provider) return new AgentError('config.provider-unknown', { provider: 'practice' });
  const registry = new Registry(() => {});
  registry.add(toolFor({ provider }));
  return { tool, agent: '', provider, registry };
}

function argumentsOf(text: string): Record<string, unknown> | AgentError {
  if (text.length > MAX_TRIAL_ARGUMENTS)
    return new AgentError('trial.too-large', { limit: MAX_TRIAL_ARGUMENTS });
  const frame = readFrame(text);
  if (frame instanceof AgentError || frame.flaw) return new AgentError('trial.arguments');
  return { ...frame.object };
}
