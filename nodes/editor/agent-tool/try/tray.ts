// Owns the page on which a tool is tried out: from its form to what came of it. It opens from the node's button and from
// the tool's own form, and asks for nothing any more once it is closed.

import type { TrialForm, TrialView } from '../../../lib/shared/trial.js';
import { ask } from '../../parts/ask.js';
import { keepFocus } from '../../parts/focus.js';
import { isUnsaved } from '../../parts/unsaved.js';
import { wordsOf } from '../../parts/words.js';
import { argumentsPart, type Arguments } from './arguments.js';
import { showError, showResult } from './result.js';

const words = wordsOf('agent-tool');

/** How often a trial that takes its time is asked for: often at first. */
const FIRST_MS = 150;
const LATER_MS = 1000;

/** What was tried last, by node; kept until the page is loaded anew. */
const remembered = new Map<string, Record<string, unknown>>();

export function openTrial(node: EditorNode, name: string): void {
  let closed = false;
  // Saved or still in the form, which is out of the page in a moment: what is deployed is another tool.
  const changed = node.changed === true || isUnsaved(node);
  RED.tray.show({
    title: $('<span>')
      .text(words('try.title', { tool: name }))
      .html(),
    width: 500,
    buttons: [{ id: 'agent-try-close', text: words('try.close'), click: () => RED.tray.close() }],
    open: (tray) => {
      const place = $('<div class="agent-try">').appendTo(tray.find('.red-ui-tray-body'));
      if (changed) $('<p role="alert">').text(words('try.deploy-first')).appendTo(place);
      else void fill(place, node, () => closed);
    },
    show: () => {},
    close: () => {
      closed = true;
    },
  });
}

async function fill(place: JQuery, node: EditorNode, isClosed: () => boolean): Promise<void> {
  const reply = await ask<TrialForm>('GET', `trials/${encodeURIComponent(node.id)}`);
  if (isClosed()) return;
  if ('error' in reply) return showError(place, reply.error);
  const form = reply.value;
  if (form.description) $('<p class="agent-hint">').text(form.description).appendTo(place);
  if (RED.nodes.dirty()) $('<p class="agent-hint">').text(words('try.others-changed')).appendTo(place);
  const given = argumentsPart(form, remembered.get(node.id));
  place.append(given.element);
  const bar = $('<div class="agent-try-bar">').appendTo(place);
  const call = $('<button type="button" class="red-ui-button primary" id="agent-try-call">').appendTo(bar);
  call.text(words('try.call'));
  const stop = $('<button type="button" class="red-ui-button" id="agent-try-stop">').appendTo(bar).hide();
  stop.text(words('try.stop'));
  const result = $('<div class="agent-try-result" aria-live="polite">').appendTo(place);
  const busy = (yes: boolean) => {
    // A screen reader says what came of it, and not every step on the way.
    result.attr('aria-busy', String(yes));
    keepFocus(
      () => {
        call.prop('disabled', yes);
        stop.toggle(yes);
      },
      () => (yes ? stop : call),
    );
  };
  let running = '';
  call.on('click', () => {
    busy(true);
    const begun = (id: string) => {
      running = id;
    };
    void run(node, given, result, { isClosed, begun }).finally(() => busy(false));
  });
  stop.on('click', () => void ask('DELETE', `${path(node)}/${running}`));
  given.focus();
}

interface Hooks {
  readonly isClosed: () => boolean;
  readonly begun: (id: string) => void;
}

/** Calls the tool, and looks at what comes of it until it is over. */
async function run(node: EditorNode, given: Arguments, result: JQuery, hooks: Hooks): Promise<void> {
  const order = given.read();
  if (!order) return void result.empty().append($('<p role="alert">').text(words('try.not-json')));
  remembered.set(node.id, order.values);
  result.empty();
  const leave = () => RED.tray.close();
  const body = { arguments: JSON.stringify(order.values), ...(order.tool ? { tool: order.tool } : {}) };
  let reply = await ask<TrialView>('POST', path(node), body);
  for (let count = 0; !hooks.isClosed(); count++) {
    if ('error' in reply) return showError(result, reply.error);
    const { id, done } = reply.value;
    hooks.begun(id);
    showResult(result, reply.value, leave);
    // A long form leaves no room for it.
    if (count === 0 || done) result[0]?.scrollIntoView({ block: 'nearest' });
    if (done) return;
    await pause(count < 10 ? FIRST_MS : LATER_MS);
    if (!hooks.isClosed()) reply = await ask<TrialView>('GET', `${path(node)}/${id}`);
  }
}

function path({ id }: EditorNode): string {
  return `trials/${encodeURIComponent(id)}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
