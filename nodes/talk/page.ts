// Owns the talk page: puts its parts together, and decides what a press, a sentence or a message of Node-RED means.

import { MAX_VISITOR_TEXT } from '../lib/shared/limits.js';
import type { ToPage } from '../lib/shared/talk.js';
import { element } from './elements.js';
import { Line, type Trouble } from './line.js';
import { Log } from './log.js';
import { Microphone, type MicrophoneProblem } from './microphone.js';
import { Notices } from './notices.js';
import { couldRecognise, readAloud, recognise, stopReading } from './own-voice.js';
import { onPress } from './press.js';
import { Speaker } from './speaker.js';
import { show, showLevel, type State } from './view.js';
import { Wake } from './wake.js';
import { fillIn, metaOf, words, written } from './words.js';

/** Longer times are told in minutes. */
const SOON_SECONDS = 90;

const path = metaOf('talk-path');
const worklet = `${path}/worklet.js`;

const text = element('text', HTMLInputElement);
const pinField = element('pin-field', HTMLInputElement);
const keepOpen = element('keep-open', HTMLInputElement);
const aloud = element('aloud', HTMLInputElement);

const log = new Log();
const notices = new Notices();
const wake = new Wake();
const state: State = {
  line: 'connecting',
  phase: 'idle',
  seconds: 0,
  can: { text: false, audio: false, end: false },
  listening: false,
  playing: false,
  keepOpen: false,
  held: false,
};
/** The visitor was heard when the line broke. */
let wasListening = false;
/** Somebody else is heard instead. */
let unheard = false;
let stopRecognition: (() => void) | undefined;

const line = new Line(path, {
  message: understand,
  sound: (pcm) => speaker.play(pcm),
  trouble,
  pin({ wrong, seconds, digits }) {
    change({ line: 'locked' });
    const wait = seconds > SOON_SECONDS ? 'pin.wait-minutes' : 'pin.wait';
    const why = seconds > 0 ? wait : wrong ? 'pin.wrong' : 'pin.ask';
    notices.set('line');
    notices.set('pin', words(why, { seconds, minutes: Math.ceil(seconds / 60) }));
    pinField.inputMode = digits ? 'numeric' : 'text';
    pinField.value = '';
    pinField.focus();
  },
});

const microphone = new Microphone(worklet, {
  frame(pcm, level) {
    line.sound(pcm);
    showLevel(state.listening ? level : 0);
  },
  tuned: (rate) => void line.send({ type: 'rate', rate }),
  gone() {
    listen(false);
    notices.set('microphone', words('problem.microphone-gone'));
  },
});

const speaker = new Speaker(worklet, {
  playing: (playing) => change({ playing }),
  failed: () => notices.set('speaker', words('problem.sound')),
  blocked: (isBlocked) => notices.set('speaker', isBlocked ? words('problem.sound-blocked') : undefined),
});

function change(part: Partial<State>): void {
  Object.assign(state, part);
  show(state);
}

function understand(message: ToPage): void {
  switch (message.type) {
    case 'welcome':
      notices.set('line');
      notices.set('pin');
      hear(true);
      log.language = message.can.language ?? '';
      if (message.past.length > 0) log.showAll(message.past);
      if (message.can.audio && !window.isSecureContext) microphoneProblem('not-secure');
      if (message.can.text && !message.can.audio && couldRecognise)
        notices.set('recognition', words('problem.recognition-not-secure'));
      return change({ line: 'up', can: message.can });
    case 'format':
      speaker.tuneTo(message.output ?? 0);
      if (message.input)
        void microphone.tuneTo(message.input).then(
          // Being tuned does not settle what else is wrong with it.
          (problem) => problem && microphoneProblem(problem),
        );
      return;
    case 'phase':
      return phase(message);
    case 'said':
      log.show(message);
      if (aloud.checked && !state.can.audio && message.role === 'agent' && message.final)
        readAloud(message.text, agentLanguage());
      return;
    case 'call':
      return log.show(message);
    case 'silence':
      return speaker.fallSilent();
    case 'unheard':
    case 'heard':
      return hear(message.type === 'heard');
    case 'problem':
      if (isOver(state.phase)) log.giveUp();
      return notices.set('message', message.text);
    case 'beat':
      return;
  }
}

function phase({ phase: next, seconds = 0, problem }: Extract<ToPage, { type: 'phase' }>): void {
  const before = state.phase;
  notices.set('conversation', next === 'waiting' ? undefined : problem);
  change({ phase: next, seconds });
  wake.keep(next === 'ready' || next === 'opening' || next === 'dialing');
  const goesOn = wasListening && next === 'ready';
  wasListening = false;
  if (next === 'ready') {
    const wanted = state.held || (keepOpen.checked && (before !== 'ready' || goesOn));
    return void (!state.listening && wanted && listen(microphone.isThere));
  }
  hear(true);
  listen(false);
  if (!isOver(next)) return;
  microphone.release();
  log.giveUp();
  if (!isOver(before)) log.tell(words('said.ended'));
}

function isOver(which: State['phase']): boolean {
  return which === 'idle' || which === 'failed';
}

function trouble(what: Trouble): void {
  const isOnItsWay = what === 'connecting' || what === 'offline';
  notices.set('line', isOnItsWay ? undefined : words(`problem.${what}`));
  wasListening ||= state.listening;
  if (!isOnItsWay) change({ held: false });
  listen(false);
  speaker.fallSilent();
  wake.keep(false);
  change({ line: what === 'connecting' ? 'connecting' : 'offline' });
}

function microphoneProblem(problem: MicrophoneProblem | undefined): void {
  notices.set('microphone', problem && words(`problem.${problem}`));
}

/** Whether the visitor is heard. In a conversation with sound, and nowhere else. */
function listen(isOn: boolean): void {
  const listening = isOn && state.can.audio && state.phase === 'ready' && state.line === 'up';
  if (!state.can.audio) return;
  microphone.open(listening);
  change({ listening });
  hear(!unheard);
  if (!listening) showLevel(0);
}

/** Whether it is this visitor whom the agent hears; of interest only to one who speaks. */
function hear(isHeard: boolean): void {
  unheard = !isHeard;
  notices.set('floor', unheard && state.listening ? words('problem.unheard') : undefined);
}

async function down(): Promise<void> {
  notices.set('message');
  if (!state.can.audio) return speakToBrowser();
  change({ held: true });
  const problem = await microphone.ask();
  microphoneProblem(problem);
  if (problem) change({ held: false });
  else if (state.phase !== 'ready') line.send({ type: 'start' });
  else if (keepOpen.checked) listen(!state.listening);
  else listen(state.held);
}

function up(): void {
  change({ held: false });
  if (!keepOpen.checked) listen(false);
}

/** The browser's own recognition, for an agent that takes text alone. */
function speakToBrowser(): void {
  stopReading();
  if (stopRecognition) return stopRecognition();
  notices.set('recognition');
  stopRecognition = recognise(agentLanguage(), {
    heard: (sentence) => void say(sentence),
    listening(isListening) {
      if (!isListening) stopRecognition = undefined;
      change({ listening: isListening });
    },
    problem: (what) => notices.set('recognition', words(`problem.${what}`)),
  });
}

/** False where nobody hears it. */
function say(sentence: string): boolean {
  notices.set('message');
  stopReading();
  const { length } = sentence;
  if (length > MAX_VISITOR_TEXT) {
    const values = { length: written(length), limit: written(MAX_VISITOR_TEXT) };
    notices.set('message', words('problem.too-long', values));
    return false;
  }
  if (!line.send({ type: 'text', text: sentence })) return false;
  log.wait(sentence);
  return true;
}

/** In which the agent is spoken to: the page's, where it is not known. */
function agentLanguage(): string {
  return state.can.language ?? document.documentElement.lang;
}

function remember(box: HTMLInputElement): void {
  const name = `talk.${box.id}`;
  try {
    box.checked = localStorage.getItem(name) === 'yes';
    box.addEventListener('change', () => localStorage.setItem(name, box.checked ? 'yes' : 'no'));
  } catch {
    // A browser that keeps nothing keeps this neither.
  }
}

fillIn();
remember(keepOpen);
remember(aloud);
change({ keepOpen: keepOpen.checked });
onPress(element('talk', HTMLButtonElement), {
  down: () => void down(),
  up,
  click: () => (state.held || state.listening ? up() : void down()),
});
keepOpen.addEventListener('change', () => {
  change({ keepOpen: keepOpen.checked });
  listen(keepOpen.checked && microphone.isThere);
});
aloud.addEventListener('change', () => (aloud.checked ? undefined : stopReading()));
element('end', HTMLButtonElement).addEventListener('click', () => line.send({ type: 'stop' }));
element('type', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  const sentence = text.value.trim();
  if (sentence !== '' && say(sentence)) text.value = '';
});
element('pin', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  line.enter(pinField.value);
});
line.start();
