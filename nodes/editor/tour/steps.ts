// Owns the steps of the tour: what each of them shows, in which order, and what happens before. How the flow is found
// stands in flow, how the page is used in page and calls.

import { wordsOf } from '../parts/words.js';
import { buttonOf, deployed, firstCall, watchAgents } from './calls.js';
import { bringFlow, findFlow, sentenceOf, tabOf, TAB_LABEL, type PracticeFlow } from './flow.js';
import {
  closeForms,
  goOn,
  keepInside,
  leaveTour,
  nameParts,
  onCanvas,
  pause,
  press,
  settled,
  stayPut,
} from './page.js';

const words = wordsOf('agent-session');

/** What is known while the tour runs. */
interface Walk {
  flow: PracticeFlow | undefined;
  /** There were changes that are not of the tour. */
  readonly othersChanged: boolean;
  pressed: boolean;
  /** Number of the latest entry in the sidebar before the call. */
  since: number;
  /** Why it ends before its end, in words. */
  problem: string | undefined;
}

let walk: Walk = begun();

function begun(): Walk {
  const flow = findFlow();
  return { flow, othersChanged: RED.nodes.dirty(), pressed: false, since: 0, problem: undefined };
}

/** What it is called in the catalog, what it shows, and what is said to it besides. */
interface Sight {
  readonly name: string;
  /** Brings it into view; answers nothing where there is no such thing any more. */
  readonly show: (flow: PracticeFlow) => Promise<Element | undefined>;
  readonly values?: (flow: PracticeFlow) => Record<string, string>;
  /** Listens for the user who does it himself; answers how to stop that. */
  readonly listen?: (flow: PracticeFlow) => () => void;
  readonly more?: () => string | undefined;
  readonly direction?: TourStep['direction'];
}

const SIGHTS: readonly Sight[] = [
  { name: 'session', show: ({ session }) => onCanvas(session) },
  {
    name: 'inject',
    show: ({ inject }) => onCanvas(inject),
    values: (flow) => ({ sentence: sentenceOf(flow) }),
  },
  {
    name: 'deploy',
    show: () => settled(() => document.querySelector('#red-ui-header-button-deploy')),
    listen: () => {
      RED.events.on('deploy', goOn);
      return () => RED.events.off('deploy', goOn);
    },
    more: () => (walk.othersChanged ? words('tour.deploy.others') : undefined),
  },
  { name: 'press', show: showButton, listen: listenForPress },
  { name: 'see', show: showCall, direction: 'left' },
  { name: 'parameters', show: showParameters, direction: 'left' },
  { name: 'try', show: () => inForm('#agent-tool-try'), direction: 'left' },
  { name: 'result', show: showResult, direction: 'left' },
  { name: 'provider', show: showProvider, direction: 'left' },
];

async function showButton({ inject }: PracticeFlow): Promise<Element | undefined> {
  if (!(await deployed())) return fail('not-deployed');
  walk.since = await watchAgents();
  return onCanvas(inject, '.red-ui-flow-node-button');
}

function listenForPress({ inject }: PracticeFlow): () => void {
  const button = buttonOf(inject);
  const pressed = () => {
    walk.pressed = true;
    goOn();
  };
  button?.addEventListener('click', pressed);
  return () => button?.removeEventListener('click', pressed);
}

async function showCall({ inject }: PracticeFlow): Promise<Element | undefined> {
  if (!RED.nodes.node(inject)) return undefined;
  return (await firstCall(inject, walk.since, walk.pressed)) ?? fail('no-call');
}

async function showParameters({ tool }: PracticeFlow): Promise<Element | undefined> {
  const node = RED.nodes.node(tool);
  if (!node) return undefined;
  RED.editor.edit(node);
  return inForm('#agent-tool-row-parameters');
}

async function showResult(): Promise<Element | undefined> {
  press(document.querySelector('#agent-tool-try'));
  press(await settled(() => document.querySelector('#agent-try-call')));
  return settled(() => document.querySelector('.agent-try-result:has(.agent-try-text)'));
}

async function showProvider({ agent }: PracticeFlow): Promise<Element | undefined> {
  await closeForms();
  if (!RED.nodes.node(agent)) return undefined;
  RED.editor.editConfig('', 'agent-config', agent);
  return inForm('#node-config-input-provider');
}

/** A part of the form that opens or is open. */
async function inForm(selector: string): Promise<Element | undefined> {
  const find = () => document.querySelector(selector);
  await settled(find);
  find()?.scrollIntoView({ block: 'center' });
  return settled(find);
}

function fail(problem: string): undefined {
  walk.problem = words(`tour.${problem}`);
}

/** The welcome says what comes; the flow is brought only for who goes on. */
const WELCOME: TourStep = {
  titleIcon: 'fa fa-comments',
  get title() {
    return words('tour.welcome.title');
  },
  get description() {
    const whose = walk.flow
      ? words('tour.found', { tab: tabOf(walk.flow) })
      : words('tour.brought', { tab: TAB_LABEL });
    return paragraphs(words('tour.welcome.text'), whose, words('tour.leave'));
  },
  prepare() {
    built();
  },
};

function stepOf({ name, show, values, listen, more, direction }: Sight): TourStep {
  let shown: Element | undefined;
  let stop: (() => void) | undefined;
  const title = () => words(`tour.${name}.title`);
  return {
    get title() {
      return title();
    },
    get description() {
      const text = words(`tour.${name}.text`, walk.flow ? values?.(walk.flow) : undefined);
      return paragraphs(text, more?.());
    },
    width: 320,
    interactive: true,
    ...(direction ? { direction } : {}),
    // Where the user is to press something himself, the guide makes way for the mouse.
    ...(listen ? { fallback: 'inset-bottom-right' as const } : {}),
    prepare(done) {
      void reach(show).then((element) => {
        shown = element;
        if (!element || !walk.flow) return stopHere(title());
        stop = listen?.(walk.flow);
        built();
        done();
      });
    },
    element: () => $(shown ?? []),
    complete() {
      stop?.();
      if (listen) stayPut();
    },
  };
}

async function reach(show: Sight['show']): Promise<Element | undefined> {
  walk.flow ??= bringFlow();
  return walk.flow && show(walk.flow);
}

/** With a sentence in the place of what is not there. */
function stopHere(what: string): void {
  walk.problem ??= words('tour.gone', { what });
  leaveTour();
}

/** Once the guide has built what it shows. */
function built(): void {
  void pause(0).then(() => {
    nameParts(words('tour.end'));
    keepInside();
  });
}

/** The guide takes html: nothing of what stands in a flow may become that. */
function paragraphs(...texts: (string | undefined)[]): string {
  return texts
    .filter((text) => text !== undefined)
    .map((text) => `<p>${$('<span>').text(text).html()}</p>`)
    .join('');
}

export const tour: Tour = {
  get steps() {
    return steps;
  },
  begin() {
    walk = begun();
    // What is deployed already is not deployed again.
    const sights = SIGHTS.filter(({ name }) => name !== 'deploy' || !walk.flow || walk.othersChanged);
    steps = [WELCOME, ...sights.map(stepOf)];
  },
  async end() {
    await closeForms();
    RED.view.focus();
    return walk.problem;
  },
};

let steps: readonly TourStep[] = [];
