// Owns the part of the tool's form that says how the agent is told of a failure, and what several calls do to each other.

import type { Capabilities } from '../../lib/providers/provider.js';
import { MAX_QUEUED } from '../../lib/shared/limits.js';
import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { onAgentChange } from '../parts/agent.js';
import { fillChoice } from '../parts/choice.js';
import { note } from '../parts/note.js';
import { current } from '../parts/open-form.js';
import { providerLabel } from '../parts/provider.js';
import { textValidator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

type ToolNode = FormNode<AgentToolSettings>;

const words = wordsOf('agent-tool');

export const validErrorSentence = textValidator<AgentToolSettings>((node, text) => {
  const wanted = current(node, 'errorsAs', node.errorsAs) === 'sentence';
  return wanted && text.trim() === '' ? words('problem.error-sentence') : undefined;
});

export function prepareFailure(node: ToolNode): void {
  const choice = $('#node-input-errorsAs');
  const kinds = ['error', 'result', 'sentence'] as const;
  const best = ['', words('errorsAs.best')] as const;
  fillChoice(choice, node.errorsAs ?? '', [
    best,
    ...kinds.map((kind) => [kind, words(`errorsAs.${kind}`)] as const),
  ]);
  $('#agent-tool-failure').prop('open', choice.val() !== '');
  const look = () => $('#agent-tool-row-errorSentence').toggle(choice.val() === 'sentence');
  choice.on('change', look);
  look();
  onAgentChange(node, (provider) => note(choice.closest('.form-row'), provider && errorsAdvice(provider)));
}

function errorsAdvice({ id, capabilities }: ProviderFacts): string {
  return words(`advice.errors-${howErrors(capabilities)}`, { provider: providerLabel(id) });
}

function howErrors({ errorFlag, errorsHidden }: Capabilities): 'hidden' | 'heard' | 'unmarked' {
  if (!errorFlag) return 'unmarked';
  return errorsHidden ? 'hidden' : 'heard';
}

export function prepareOrder(node: ToolNode): void {
  const choice = $('#node-input-order');
  const kinds = ['parallel', 'queue', 'merge'] as const;
  fillChoice(
    choice,
    node.order,
    kinds.map((kind) => [kind, words(`order.${kind}`)] as const),
  );
  const look = () => {
    const kind = String(choice.val());
    const told = kind === 'queue' || kind === 'merge';
    note(choice.closest('.form-row'), told ? words(`advice.${kind}`, { count: MAX_QUEUED }) : undefined);
  };
  choice.on('change', look);
  look();
}
