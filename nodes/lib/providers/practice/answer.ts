// Owns how the answer to a question back completes the wish: `the bedroom`, `21`, or the whole text that was missing.
// Does not ask.

import type { ToolDeclaration } from '../provider.js';
import { beginsAnew } from './english/drafts.js';
import { fill } from './english/fill.js';
import { LIMITS } from './english/lists.js';
import { profileOf, type Parameter } from './english/profile.js';
import type { Of } from './english/reading.js';
import { sentenceOf } from './english/sentence.js';
import type { Missing, Part } from './understand.js';

/** The call, or what is still missing in it; `undefined` when the text is no answer to that question. */
export function complete(asked: Missing, text: string, tools: readonly ToolDeclaration[]): Part | undefined {
  const tool = tools.find(({ name }) => name === asked.tool);
  const sentence = sentenceOf(text);
  if (!tool) return undefined;
  const profile = profileOf(tool);
  const open = profile.parameters.filter(({ name }) => asked.parameters.includes(name));
  const [only, ...others] = open;
  const isWhole = others.length === 0 && isText(only);
  const isPhrase = isWhole && only.value.long;
  if (!isPhrase && (beginsAnew(sentence) || sentence.tokens.some(({ stem }) => LIMITS.has(stem))))
    return undefined;
  const found = isWhole ? new Map([[only.name, text.trim()]]) : fill(profile, sentence).values;
  const given = open.filter(({ name }) => found.has(name)).map(({ name }) => [name, found.get(name)]);
  if (given.length === 0) return undefined;
  const values: Record<string, unknown> = { ...asked.arguments, ...Object.fromEntries(given) };
  const rest = asked.parameters.filter((name) => !found.has(name));
  if (rest.length === 0) return { kind: 'call', name: tool.name, arguments: values };
  return { ...asked, parameters: rest, arguments: values, text: `${asked.text} ${text.trim()}` };
}

function isText(parameter: Parameter | undefined): parameter is Of<'text'> {
  return parameter?.value.kind === 'text' && !parameter.value.list;
}
