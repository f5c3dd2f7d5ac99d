// Owns what a sentence means for a set of tools: calls, questions back, and what was not understood.
// Does not speak, does not call, remembers nothing: a pure function that test simulators use as well.

import type { ToolDeclaration } from '../provider.js';
import { choose } from './english/choose.js';
import { fill } from './english/fill.js';
import { ASKING, CHANGING, DOING, QUESTIONS, STARTING } from './english/lists.js';
import { profileOf, type Profile } from './english/profile.js';
import { missing, type Reading } from './english/reading.js';
import { sentenceOf, type Sentence } from './english/sentence.js';
import { piecesOf, type Piece, type Wish } from './english/wishes.js';

/** What one sentence asks for, in its order. Never empty. */
export type Understanding = readonly Part[];

export type Part =
  /** Arguments as they were said; not checked against the schema. */
  | { kind: 'call'; name: string; arguments: Record<string, unknown> }
  /** The tool is clear, required values were not said. `text` is the wish as it was said. */
  | { kind: 'missing'; tool: string; parameters: string[]; text: string }
  /** An exact order whose arguments are not a JSON object. `text` is what stands where they should be. */
  | { kind: 'broken-order'; tool: string; text: string }
  /** No tool fits, or several fit equally well: then `between` names those. */
  | { kind: 'unknown'; text: string; between: string[] };

/** A part that is not finished: what one wish leaves open, another of the same sentence may have said. */
type Draft = Exclude<Part, { kind: 'call' | 'missing' }> | Exclude<Piece, Wish> | Meant;

interface Meant {
  kind: 'meant';
  wish: Wish;
  reading: Reading;
  /** Names no deed of its own, as `the bedroom` in `light the kitchen and the bedroom`. */
  isElliptic: boolean;
}

/** Reads an English sentence; takes exact orders too: `call set_light {"room":"kitchen","on":true}`. Never throws. */
export function understand(sentence: string, tools: readonly ToolDeclaration[]): Understanding {
  const profiles = tools.map(profileOf);
  const drafts: Draft[] = [];
  for (const piece of piecesOf(sentence, new Set(tools.map(({ name }) => name)))) {
    if (piece.kind === 'wish') addWish(drafts, piece, sentence, profiles);
    else drafts.push(piece);
  }
  if (drafts.length === 0) return [{ kind: 'unknown', text: sentence.trim(), between: [] }];
  return drafts.map((draft, at) => finish(draft, neighbours(drafts, at)));
}

function addWish(drafts: Draft[], wish: Wish, whole: string, profiles: readonly Profile[]): void {
  const sentence = sentenceOf(wish.text);
  const isElliptic = !beginsAnew(sentence);
  const choice = choose(profiles, sentence);
  if ('reading' in choice) {
    drafts.push({ kind: 'meant', wish, reading: choice.reading, isElliptic });
    return;
  }
  const before = drafts.at(-1);
  if (before?.kind === 'meant' && isElliptic) {
    const same = again(before, sentence);
    if (same) {
      drafts.push({ kind: 'meant', wish, reading: same, isElliptic });
      return;
    }
    const longer = joined(before, wish, whole);
    if (longer) {
      drafts.splice(-1, 1, longer);
      return;
    }
  }
  drafts.push({ kind: 'unknown', text: wish.text, between: choice.between });
}

function beginsAnew({ tokens }: Sentence): boolean {
  const [first] = tokens;
  if (!first) return false;
  return QUESTIONS.has(first.raw) || [ASKING, CHANGING, DOING, STARTING].some((verbs) => verbs.has(first.stem));
}
