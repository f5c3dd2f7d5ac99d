// Owns the English that the practice agent understands, as plain lists. Owns no rule: how words are cut is in
// sentence, what they count is in naming and choose.

import { stem } from './stem.js';

/** Words that say nothing about which tool is meant. */
export const FILLERS = stems(
  'a an the my your our this that these those it its i me we us you some any there here',
  'in at of for to from by with about into onto as or',
  'is are am was were be been do does did has have had will would can could should may might shall let',
  'please kindly just now today tonight right also too so very again really ok okay well hello hi hey thank thanks',
  'like want need know see currently current on off up down one more much',
);

/** Words that open a question for a fact. Nothing that moves a thing is called for one. */
export const QUESTIONS = words('is are was were does did has have what which how why when where who whose');

/** Words that turn a wish around or put it off: no call is made unless the tool has a place for them. */
export const LIMITS = stems(
  'not never dont doesnt cannot cant wont without except instead nobody nothing',
  'if unless until whenever tomorrow yesterday later second minute hour week every daily',
);

/** A sentence with one of these is one wish: what follows the comma depends on what stands before it. */
export const CONDITIONS = words('if unless whenever until');

/** Verbs of everyday orders. They tell what kind of tool is meant, not which one. */
export const CHANGING = stems('set turn switch change make put adjust move bring power');
export const ASKING = stems(
  'get tell what how show read check give report which query fetch ask find look search say',
);

/** Verbs that stand for one tool's own deed. */
export const DOING = stems(
  'open close shut lock unlock play pause start stop send run add remove delete create order book',
  'dim raise lower activate deactivate enable disable mute unmute arm disarm notify announce trigger',
);

/** Other words that begin an order of their own. */
export const STARTING = stems('call please can could would will i let should write remind cook buy do go');

/** Pairs of opposites: `[one side, the other]`. The name of a pair is its first word. */
export const OPPOSITES: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [
  [stems('on enable activate active start play'), stems('off disable deactivate inactive stop pause')],
  [stems('open'), stems('close shut')],
  [stems('lock'), stems('unlock')],
  [stems('mute'), stems('unmute')],
  [stems('arm'), stems('disarm')],
  [stems('up raise increase'), stems('down lower decrease')],
  [stems('yes true'), stems('no false')],
];

/** Where one of a row is in a tool's name, the others may be said for it. */
export const SYNONYMS: readonly ReadonlySet<string>[] = [
  stems('light lamp bulb'),
  stems('temperature warm cold hot'),
  stems('blind shutter curtain shade'),
  stems('music song track'),
];

/** Words after which the value of a text parameter may stand. */
export const PREPOSITIONS = words('in for to at about of from by with on called named saying into');

/** Those that go before others for parameters of these names. */
export const USUAL: ReadonlyMap<string, readonly string[]> = new Map([
  ...usual('room city place location area country zone', 'in', 'at'),
  ...usual('recipient person who contact destination', 'to', 'for'),
  ...usual('time', 'at'),
  ...usual('start', 'from'),
]);

/** Left away at the beginning of such a value, and at its end. */
export const LEADING = words(
  'for about some something me of by that to up is called saying please a an and in',
);
export const TRAILING = words('please now today tonight too in at on to for the and from by with');
export const ARTICLES = words('the a an my our your');

/** Parameters of these names take a whole phrase, not a name. */
export const PHRASES = stems(
  'query question text message search topic prompt sentence phrase term title song note content body keyword',
);

export const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...row('zero one two three four five six seven eight nine ten eleven twelve', 1, 0),
  ...row('ten twenty thirty forty fifty sixty seventy eighty ninety hundred', 10, 10),
]);

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}

function stems(...lines: string[]): ReadonlySet<string> {
  return new Set([...words(...lines)].map(stem));
}

function usual(names: string, ...prepositions: string[]): [string, string[]][] {
  return names.split(' ').map((name) => [name, prepositions]);
}

function row(line: string, step: number, first: number): [string, number][] {
  return line.split(' ').map((word, at) => [word, first + at * step]);
}
