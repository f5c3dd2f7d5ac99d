// Owns the part of the tool's form that says whose tool it is and which calls it takes.

import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { agentProblem } from '../parts/agent.js';
import { isTicked } from '../parts/check.js';
import { unavailable } from '../parts/note.js';
import { providersInUse } from '../parts/provider.js';
import { validator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

type ToolNode = FormNode<AgentToolSettings>;

const words = wordsOf('agent-tool');

export function isForEveryAgent(node: ToolNode): boolean {
  return isTicked(node, 'everyAgent', node.everyAgent);
}

/** Who has to take the tool: the provider of its agent, or those of all agents there are. */
export function providersOf(node: ToolNode, chosen: ProviderFacts | undefined): readonly ProviderFacts[] {
  if (isForEveryAgent(node)) return providersInUse();
  return chosen ? [chosen] : [];
}

export function takesOthers(node: ToolNode): boolean {
  return isTicked(node, 'others', node.others);
}

export const validToolAgent = validator<AgentToolSettings, string>((node, id) =>
  isForEveryAgent(node) ? undefined : agentProblem(node, id),
);

export function prepareScope(): void {
  const everyAgent = $('#node-input-everyAgent');
  const others = $('#node-input-others');
  const named = $('#node-input-tool, #node-input-description')
    .closest('.form-row')
    .add('#agent-tool-row-parameters, #agent-tool-schema');
  const look = () => {
    const [every, any] = [everyAgent.prop('checked') === true, others.prop('checked') === true];
    unavailable($('#node-input-agent').closest('.form-row'), every ? words('advice.every-agent') : undefined);
    named.toggle(!any);
  };
  everyAgent.add(others).on('change', look);
  look();
}
