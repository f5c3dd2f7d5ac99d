// Owns how the page looks in each state: which parts are there, what the button and the state line say. Decides nothing.

import type { TalkAbilities, TalkPhase } from '../lib/shared/talk.js';
import { element } from './elements.js';
import { canReadAloud, canRecognise } from './own-voice.js';
import { languageName, words } from './words.js';

export interface State {
  /** Connected to Node-RED; asked for a PIN; on the way; or not to be had. */
  line: 'up' | 'locked' | 'connecting' | 'offline';
  phase: TalkPhase;
  /** Until the next try, where it waits. */
  seconds: number;
  can: TalkAbilities;
  /** The visitor is heard just now. */
  listening: boolean;
  /** The agent is heard just now. */
  playing: boolean;
  keepOpen: boolean;
  /** The button is down, or was clicked once by something that cannot hold it. */
  held: boolean;
}

const body = document.body;
const stateLine = element('state', HTMLElement);
const talk = element('talk', HTMLButtonElement);
const talkLabel = element('talk-label', HTMLElement);
const pin = element('pin', HTMLFormElement);
const type = element('type', HTMLFormElement);
const field = element('text', HTMLInputElement);
const end = element('end', HTMLButtonElement);
const keepOpenChoice = element('keep-open-choice', HTMLElement);
const aloudChoice = element('aloud-choice', HTMLElement);

export function show(state: State): void {
  const { line, phase, can, listening, playing, held } = state;
  const isUp = line === 'up';
  body.dataset['line'] = line;
  body.dataset['phase'] = phase;
  body.classList.toggle('speaking', playing && phase === 'ready');
  say(stateLine, stateWords(state));
  say(talkLabel, words(`button.${buttonWords(state)}`, { language: foreign(can) }));
  talk.hidden = line === 'locked' || (!can.audio && !canRecognise);
  // A button that is held must hear that it is let go.
  talk.disabled = !held && (!isUp || (can.audio && isBetween(phase)));
  talk.classList.toggle('listening', listening);
  talk.setAttribute('aria-pressed', String(listening));
  pin.hidden = line !== 'locked';
  type.hidden = !can.text || line === 'locked';
  field.placeholder = foreign(can)
    ? words('action.writeIn', { language: foreign(can) })
    : words('action.write');
  end.hidden = !isUp || !can.end || phase === 'idle' || phase === 'failed' || phase === 'closing';
  keepOpenChoice.hidden = !can.audio;
  aloudChoice.hidden = can.audio || !can.text || !canReadAloud;
}

/** How loud the visitor is, from 0 to 1. */
export function showLevel(level: number): void {
  talk.style.setProperty('--level', level.toFixed(2));
}

function stateWords({ line, phase, seconds, playing }: State): string {
  if (line !== 'up') return words(`state.${line}`);
  return words(phase === 'ready' && playing ? 'state.speaking' : `state.${phase}`, { seconds });
}

function buttonWords({ line, phase, can, listening, keepOpen }: State): string {
  if (line !== 'up') return 'offline';
  if (!can.audio && listening) return 'listening';
  if (!can.audio) return foreign(can) ? 'speakIn' : 'speak';
  if (phase === 'idle' || phase === 'failed') return 'start';
  if (phase !== 'ready') return 'wait';
  if (listening) return keepOpen ? 'mute' : 'release';
  return keepOpen ? 'open' : 'hold';
}

/** What the language of the agent is called, where it is not that of the page; empty otherwise. */
function foreign({ language }: TalkAbilities): string {
  const same = language?.split('-')[0] === document.documentElement.lang.split('-')[0];
  return language === undefined || same ? '' : languageName(language);
}

function isBetween(phase: TalkPhase): boolean {
  return phase === 'closing' || phase === 'waiting';
}

/** Only what is new: a screen reader says it each time. */
function say(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}
