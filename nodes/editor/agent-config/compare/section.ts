// Owns the part of the agent's form about its tools: two buttons, and below them what came of the last one pressed.

import type { Comparison } from '../../../lib/shared/sync.js';
import type { AgentConfigSettings } from '../../../lib/shared/settings.js';
import { current } from '../../parts/open-form.js';
import { providerLabel } from '../../parts/provider.js';
import { wordsOf } from '../../parts/words.js';
import { chosen } from '../rules.js';
import { askComparison, askWired, type Result } from './ask.js';
import { copyBox } from './copy.js';
import { showFailure } from './failure.js';
import { counts, showList, type Compared } from './list.js';
import { markSigns } from './sign.js';
import { definitions, promptText } from './texts.js';

type ConfigNode = FormNode<AgentConfigSettings>;

const words = wordsOf('agent-config');

export function prepareTools(node: ConfigNode): void {
  $('#agent-config-compare').on('click', () => compare(node));
  $('#agent-config-prompt').on('click', () => copyPrompt(node));
}

/** An agent that learns its tools from here has nothing to be compared with. */
export function showTools(provider: ProviderFacts | undefined): void {
  $('#agent-config-row-tools').toggle(provider?.capabilities.toolSource !== 'client');
}

function compare(node: ConfigNode): void {
  run(askComparison(node.id), (place, comparison) => {
    markSigns(comparison.tools);
    for (const note of notes(node, comparison)) $('<p class="agent-note">').text(note).appendTo(place);
    if (comparison.from === 'calls') offerDefinitions(node, place);
    say(counts(comparison));
    const compared: Compared = {
      ...comparison,
      agent: node.id,
      provider: providerOf(node),
      usualSeconds: chosen(node)?.capabilities.toolTimeout?.seconds,
      changed: () => say(counts(compared)),
    };
    showList(place, compared);
  });
}

function copyPrompt(node: ConfigNode): void {
  run(askWired(node.id), (place, tools) => {
    if (tools.length === 0) $('<p class="agent-note">').text(words('compare.none-wired')).appendTo(place);
    else copyBox(place, words('compare.prompt-about'), promptText(tools));
  });
}

/** Where nothing can be written, a person does it: the text is ready to be pasted. */
function offerDefinitions(node: ConfigNode, place: JQuery): void {
  const button = $('<button type="button" class="red-ui-button red-ui-button-small">');
  button.text(words('compare.definitions')).appendTo(place);
  button.on('click', () => {
    run(askWired(node.id), (fresh, tools) =>
      copyBox(fresh, words('compare.definitions-about'), definitions(tools)),
    );
  });
}

/** Shows that something is asked, then what came of it. The form may be gone by then. */
function run<T>(asked: Promise<Result<T>>, show: (place: JQuery, value: T) => void): void {
  const place = $('#agent-config-compared').empty();
  const buttons = $('#agent-config-row-tools > .agent-buttons button');
  const [pressed] = buttons.filter(':focus').toArray();
  buttons.prop('disabled', true);
  say(words('compare.asking'));
  void asked.then((result) => {
    if (!place[0]?.isConnected) return;
    buttons.prop('disabled', false);
    // A button that is switched off has no focus, and the one that was pressed had it.
    if (pressed && document.activeElement === document.body) pressed.focus();
    say('');
    if ('failure' in result) showFailure(place, result.failure);
    else show(place, result.value);
  });
}

function say(text: string): void {
  $('#agent-config-compare-said').text(text);
}

/** What has to be known before the list is read. */
function notes(node: ConfigNode, { from, agentId, complete }: Comparison): string[] {
  const typed = current(node, 'agentId', node.agentId).trim();
  const waiting = RED.nodes
    .filterNodes({ type: 'agent-tool' })
    .filter((tool) => tool['agent'] === node.id || tool['everyAgent'] === true)
    .filter((tool) => tool['changed'] === true);
  return [
    ...(typed === agentId || typed.includes('${')
      ? []
      : [words('compare.note.other-agent', { agent: agentId })]),
    ...(waiting.length > 0 ? [words('compare.note.undeployed', { count: waiting.length })] : []),
    ...(complete ? [] : [words('compare.note.incomplete')]),
    ...(from === 'calls' ? [words('compare.note.calls', { provider: providerOf(node) })] : []),
  ];
}

function providerOf(node: ConfigNode): string {
  return providerLabel(chosen(node)?.id ?? '');
}
