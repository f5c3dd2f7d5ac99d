// Owns how the tour follows the first call: on the canvas, where it begins, and in the sidebar, where it is seen.

import { pause, press, settled, until } from './page.js';

const TAB = 'agent-timeline';
const BUTTON = '.red-ui-flow-node-button-button';
const AFTERWARDS_MS = 300;

/** Undeployed changes of the flow are deployed; false when the user, or Node-RED, did not want that. */
export async function deployed(): Promise<boolean> {
  if (!RED.nodes.dirty()) return true;
  RED.actions.invoke('core:deploy-flows');
  // Node-RED may ask back, where other nodes are not right: that takes as long as it takes.
  const asking = () => $('#red-ui-notifications button').is(':visible');
  for (let looks = 0; looks < 60; looks += asking() ? 0 : 1) {
    if (!RED.nodes.dirty()) return true;
    await pause(250);
  }
  return false;
}

export function buttonOf(id: string): Element | null | undefined {
  return document.getElementById(id)?.querySelector(BUTTON);
}

/** Number of the latest entry in the sidebar; 0 while there is none. */
function latest(): number {
  return Math.max(0, ...entries().map((row) => Number(row.getAttribute('data-entry'))));
}

function entries(): Element[] {
  return [...document.querySelectorAll('.agent-timeline [data-entry]')];
}

/** The tab, with all that happens in it; answers the number of what has happened so far. */
export async function watchAgents(): Promise<number> {
  RED.sidebar.show(TAB);
  const pauseButton = $('#agent-timeline-pause[aria-pressed="true"]');
  pauseButton.trigger('click');
  for (const filter of ['session', 'tool']) $(`#agent-timeline-${filter}`).val('').trigger('change');
  await settled(() => document.querySelector('.agent-timeline'));
  await until(() => document.querySelector('.agent-sessions .agent-phase-ready') !== null);
  return latest();
}

/** Presses the button where that is still to be done, and waits for the call that comes of it. */
export async function firstCall(
  inject: string,
  since: number,
  isPressed: boolean,
): Promise<Element | undefined> {
  if (!isPressed) press(buttonOf(inject));
  const call = () =>
    entries().find(
      (row) =>
        Number(row.getAttribute('data-entry')) > since &&
        row.querySelector('.fa-wrench') !== null &&
        row.matches('.agent-entry-good, .agent-entry-bad'),
    );
  if (!(await until(() => call() !== undefined))) return undefined;
  // What the agent says to it comes right after, and the list follows.
  await pause(AFTERWARDS_MS);
  call()?.scrollIntoView({ block: 'center' });
  return settled(call, 1000);
}
