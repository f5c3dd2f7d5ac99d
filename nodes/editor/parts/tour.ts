// Owns starting the guided tour, from wherever somebody wants it. Its steps are loaded only then: they stand in tour.

import { wordsOf } from './words.js';

const words = wordsOf('agent-session');
const SAID_MS = 10_000;

let running = false;
let waiting = false;

/** Right now; or, where a form is open, when that is closed: nothing that was typed gets lost. */
export function startTour(): void {
  if (running || waiting) return;
  if (!RED.user.hasPermission('flows.write')) return say('tour.no-permission');
  if ($('#red-ui-editor-stack > .red-ui-tray').length === 0) return load();
  waiting = true;
  say('tour.close-form');
  const closed = () => {
    RED.events.off('editor:close', closed);
    waiting = false;
    load();
  };
  RED.events.on('editor:close', closed);
}

function load(): void {
  // Node-RED's guide imports it from wherever its own script is: the address has to be whole.
  const address = new URL(`resources/${CATALOGS}tour.js`, document.baseURI).href;
  RED.tourGuide.load(address, (failure, tour) => {
    if (failure || !tour) return say('tour.not-loaded');
    running = true;
    tour.begin();
    RED.tourGuide.run(address, () => {
      running = false;
      void tour.end().then((problem) => {
        if (problem) show(problem);
      });
    });
  });
}

function say(key: string): void {
  show(words(key));
}

function show(text: string): void {
  RED.notify($('<span>').text(text).html(), { timeout: SAID_MS });
}

/** To be found with all other actions of the editor, and to be given a key. */
export function addTourAction(): void {
  const action = 'agent-tools:tour';
  RED.actions.remove(action);
  RED.actions.add(action, startTour, { label: `${CATALOGS}agent-session:tour.action` });
}

/** A sentence that asks for newcomers, and the button. */
export function tourButton(): JQuery {
  const button = $('<button type="button" class="agent-link">')
    .text(words('tour.start'))
    .on('click', startTour);
  return $('<span class="agent-tour">').append(document.createTextNode(`${words('tour.offer')} `), button);
}
