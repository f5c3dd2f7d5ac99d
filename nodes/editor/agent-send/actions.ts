// Owns the actions of agent-send: which of them the chosen agent's provider can carry out, and how the form says so.

import { SEND_ACTIONS, type AgentSendSettings, type SendAction } from '../../lib/shared/settings.js';
import { facultiesOf, onAgentChange } from '../parts/agent.js';
import { choose } from '../parts/choice.js';
import { note } from '../parts/note.js';
import { providerLabel, providerOfAgent } from '../parts/provider.js';
import { textValidator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-send');

/** Actions that say nothing, and so have no value. */
const WITHOUT_VALUE: readonly string[] = ['activity', 'end'] satisfies SendAction[];

export const validAction = textValidator<AgentSendSettings>((node, action) =>
  refusal(facultiesOf(node), action || 'user_message'),
);

/** What the node is called on the canvas, with a word where its agent cannot do it. */
export function actionLabel({ agent = '', action = 'user_message' }: FormNode<AgentSendSettings>): string {
  if (!isAction(action)) return String(action);
  const unavailable = refusal(providerOfAgent(agent), action) !== undefined;
  return words(`${unavailable ? 'action-unavailable' : 'label'}.${action}`);
}

export function prepareActions(node: FormNode<AgentSendSettings>): void {
  const select = $('#node-input-action');
  for (const action of SEND_ACTIONS) $('<option>').val(action).appendTo(select);
  choose(select, node.action ?? 'user_message');
  select.on('change', () => showAction(facultiesOf(node)));
  onAgentChange(node, (provider) => {
    for (const action of SEND_ACTIONS) {
      const refused = refusal(provider, action) !== undefined;
      const text = words(`${refused ? 'action-unavailable' : 'action'}.${action}`);
      select.find(`option[value=${action}]`).text(text);
    }
    showAction(provider);
  });
}

function showAction(provider: ProviderFacts | undefined): void {
  const select = $('#node-input-action');
  const action = String(select.val());
  const refused = refusal(provider, action);
  note(select.closest('.form-row'), refused ?? words(`hint.${action}`), refused ? 'warning' : 'plain');
  $('#agent-send-row-value').toggle(!WITHOUT_VALUE.includes(action));
}

function isAction(action: string): action is SendAction {
  return SEND_ACTIONS.some((known) => known === action);
}

/** Why an action cannot be carried out, here or by the provider; `undefined` when it can, or nobody knows. */
function refusal(provider: ProviderFacts | undefined, action: string): string | undefined {
  if (!isAction(action)) return words('problem.action', { action });
  if (!provider) return undefined;
  const { textIn, contextIn, audioIn, activityIn } = provider.capabilities;
  const can = {
    user_message: textIn,
    context: contextIn,
    audio: audioIn,
    activity: activityIn,
    end: true,
  };
  return can[action] ? undefined : words(`unavailable.${action}`, { provider: providerLabel(provider.id) });
}
