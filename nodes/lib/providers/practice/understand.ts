// Owns what a sentence means for a set of tools: calls, questions back, and what was not understood.
// Does not speak, does not call, remembers nothing: a pure function that test simulators use as well.

import type { ToolDeclaration } from '../provider.js';
import { draftsOf, valuesOf, type Draft } from './english/drafts.js';
import { profileOf } from './english/profile.js';
import { piecesOf } from './english/wishes.js';

/** What one sentence asks for, in its order. Never empty. */
export type Understanding = readonly Part[];

export type Part =
  /** Arguments as they were said; not checked against the schema. */
  | { kind: 'call'; name: string; arguments: Record<string, unknown> }
  /** The tool is clear, required values were not said: their names, and what was said (`arguments`, `text`). */
  | Missing
  /** An exact order whose arguments are not a JSON object. `text` is what stands where they should be. */
  | { kind: 'broken-order'; tool: string; text: string }
  /** No tool fits, or several fit equally well: then `between` names those. */
  | { kind: 'unknown'; text: string; between: string[] };

export interface Missing {
  kind: 'missing';
  tool: string;
  parameters: string[];
  arguments: Record<string, unknown>;
  text: string;
}

/** Reads an English sentence; takes exact orders too: `call set_light {"room":"kitchen","on":true}`. Never throws. */
export function understand(sentence: string, tools: readonly ToolDeclaration[]): Understanding {
  const pieces = piecesOf(sentence, new Set(tools.map(({ name }) => name)));
  const drafts = draftsOf(sentence, pieces, tools.map(profileOf));
  if (drafts.length === 0) return [{ kind: 'unknown', text: sentence.trim(), between: [] }];
  return drafts.map((draft, at) => partOf(drafts, at, draft));
}

function partOf(drafts: readonly Draft[], at: number, draft: Draft): Part {
  if (draft.kind === 'broken-order') return draft;
  if (draft.kind === 'order') return { kind: 'call', name: draft.name, arguments: draft.arguments };
  if (draft.kind === 'unknown') return { kind: 'unknown', text: draft.wish.text, between: draft.between };
  const { tool, parameters } = draft.reading.profile;
  const values = valuesOf(drafts, at, draft);
  const known = parameters.filter(({ name }) => values.has(name));
  const said: Record<string, unknown> = Object.fromEntries(known.map(({ name }) => [name, values.get(name)]));
  const open = parameters.filter(({ name, required }) => required && !values.has(name));
  if (open.length === 0) return { kind: 'call', name: tool.name, arguments: said };
  const names = open.map(({ name }) => name);
  return { kind: 'missing', tool: tool.name, parameters: names, arguments: said, text: draft.wish.text };
}
