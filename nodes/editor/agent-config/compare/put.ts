// Owns putting the flow's definition to the agent: first it says what will change and asks. What changes is read anew for
// that, and again just before it is written; the runtime refuses what has changed in between.

import type { Change, Plan } from '../../../lib/shared/sync.js';
import type { KeptTool, ThereTool } from '../../../lib/providers/directory.js';
import { outline, type Parameter } from '../../../lib/shared/outline.js';
import type { ComparedTool, Difference } from '../../../lib/tools/compare.js';
import { keepFocus } from '../../parts/focus.js';
import { wordsOf } from '../../parts/words.js';
import { askChange, askPlan } from './ask.js';
import type { Compared } from './list.js';
import { showFailure } from './failure.js';
import { markSigns } from './sign.js';
import { definition, parameterText } from './texts.js';
import { sideWords, whatWords } from './values.js';

const words = wordsOf('agent-config');

interface Offer {
  readonly compared: Compared;
  readonly tool: ComparedTool;
  /** Where the question stands, and what came of it. */
  readonly below: JQuery;
  redraw(tool: ComparedTool): void;
}

export function offerPut(
  buttons: JQuery,
  below: JQuery,
  compared: Compared,
  tool: ComparedTool,
  redraw: (tool: ComparedTool) => void,
): void {
  if (compared.from === 'calls' || (tool.state !== 'different' && tool.state !== 'missing-there')) return;
  const offer: Offer = { compared, tool, below, redraw };
  const { provider } = compared;
  const say = (key: string, values = {}) =>
    $('<p class="agent-note agent-note-warning">')
      .text(words(key, { provider, ...values }))
      .insertBefore(buttons);
  for (const other of tool.others) {
    const key = tool.others.length > 1 ? 'compare.attach-which' : 'compare.attach';
    button(buttons, words(key, { id: other.id }), () => askAttach(offer, other));
  }
  if (tool.beyond.length > 0) return void say('compare.beyond', { places: tool.beyond.join(', ') });
  if (tool.state === 'missing-there')
    return button(buttons, words('compare.create', { provider }), () => askCreate(offer));
  const there = tool.there;
  if (tool.twice || !there || !isKept(there)) return;
  if (!there.writable) return void say('compare.read-only');
  button(buttons, words('compare.update', { provider }), () => askUpdate(offer, there));
}

function button(place: JQuery, text: string, act: () => void): void {
  $('<button type="button" class="red-ui-button red-ui-button-small">')
    .text(text)
    .on('click', act)
    .appendTo(place);
}

function isKept(tool: ThereTool | KeptTool): tool is KeptTool {
  return 'mark' in tool;
}

function before({ compared, tool }: Offer) {
  return { mark: compared.mark, ids: tool.others.map(({ id }) => id) };
}

function askCreate(offer: Offer): void {
  const { compared, tool } = offer;
  const { provider, agentId } = compared;
  const { here } = tool;
  if (!here) return;
  const { answered, waitSeconds } = here;
  const lines = [
    words('compare.will.create', { provider, agent: agentId }),
    definition({ name: tool.name, ...here }),
    `${words('compare.what.answer')}: ${sideWords('answer', answered)}`,
    `${words('compare.what.errors')}: ${sideWords('errors', 'shown')}`,
    `${words('compare.what.timeout')}: ${sideWords('timeout', waitSeconds)}`,
  ];
  confirm(offer, lines, { act: 'create', name: tool.name, here, before: before(offer) });
}

function askAttach(offer: Offer, { id }: KeptTool): void {
  const { compared, tool } = offer;
  const lines = [words('compare.will.attach', { id, agent: compared.agentId })];
  confirm(offer, lines, { act: 'attach', name: tool.name, id, before: before(offer) });
}

function askUpdate(offer: Offer, { id }: KeptTool): void {
  const { below, compared, tool } = offer;
  below.empty().append($('<p class="agent-note">').text(words('compare.asking')));
  void askPlan(compared.agent, tool.name, id).then((result) => {
    if (!below[0]?.isConnected) return;
    below.empty();
    if ('failure' in result) return showFailure(below, result.failure);
    const plan = result.value;
    const { here, there, differences } = plan.tool;
    // Somebody else has mended it meanwhile.
    if (differences.length === 0 || !here || !there || !isKept(there)) return offer.redraw(plan.tool);
    confirm(offer, changes(plan, compared.provider), {
      act: 'update',
      name: tool.name,
      here,
      id,
      mark: there.mark,
    });
  });
}

/** Everything that will be another there. */
function changes({ tool, others }: Plan, provider: string): string[] {
  const names = others?.names ?? [];
  const shared =
    others === undefined
      ? [words('compare.shared-unknown')]
      : names.length > 0
        ? [words(others.more ? 'compare.shared-more' : 'compare.shared', { names: names.join(', ') })]
        : [];
  const parameters = outline(tool.here?.schema ?? {});
  const lines = tool.differences.flatMap((difference) => changesOf(difference, parameters));
  return [words('compare.will.update', { provider }), ...lines, ...shared];
}

/** A parameter that is new there comes with all that is said about it, and with what stands in it. */
function changesOf(difference: Difference, parameters: ReadonlyMap<string, Parameter>): string[] {
  const { aspect, path, here, there, becomes = here } = difference;
  const change = (of: Difference, after: string) => {
    const sides = { before: sideWords(aspect, there), after };
    return `${whatWords(of)}: ${words('compare.from-to', sides)}`;
  };
  if (aspect !== 'parameter' || here === null) return [change(difference, sideWords(aspect, becomes))];
  return [...parameters.values()]
    .filter((one) => one.path === path || one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[]`))
    .map((one) => change({ ...difference, path: one.path }, parameterText(one)));
}

function confirm(offer: Offer, [question = '', ...lines]: string[], change: Change): void {
  const { below } = offer;
  const panel = $('<div class="agent-confirm" role="group">').attr('aria-label', question);
  $('<p>').text(question).appendTo(panel);
  const list = $('<ul>').append(lines.map((line) => $('<li>').text(line)));
  if (lines.length > 0) panel.append(list);
  const buttons = $('<div class="agent-buttons">').appendTo(panel);
  button(buttons, words('compare.do-it'), () => send(offer, change));
  button(buttons, words('compare.cancel'), () => emptied(below));
  below.empty().append(panel);
  buttons.find('button').first().addClass('primary').trigger('focus');
}

/** The question goes, and the keyboard with it to the tool that it was about. */
function emptied(below: JQuery): JQuery {
  keepFocus(
    () => void below.empty(),
    () => below.closest('details').children('summary'),
  );
  return below;
}

function send(offer: Offer, change: Change): void {
  const { below, compared } = offer;
  emptied(below).append($('<p class="agent-note">').text(words('compare.writing')));
  void askChange(compared.agent, change).then((result) => {
    if ('value' in result) markSigns([result.value.tool]);
    if (!below[0]?.isConnected) return;
    below.empty();
    if ('failure' in result) return showFailure(below, result.failure);
    const { tool, mark } = result.value;
    // The agent has another list of tools now than the one that was compared.
    if (mark !== undefined) compared.mark = mark;
    offer.redraw(tool);
  });
}
