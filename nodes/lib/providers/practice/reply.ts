// Owns what the agent says to one sentence: every result, every question back, what it did not understand.
// One reply a sentence, in the order in which the user named things.

import type { ToolDeclaration } from '../provider.js';
import { profileOf } from './english/profile.js';
import { exampleFor, exampleWith } from './example.js';
import { inWords, shorten } from './result.js';
import type { Part } from './understand.js';
import type { ClientMessage } from './wire.js';
import { enumerate, words } from './words.js';

export type Result = Extract<ClientMessage, { type: 'result' }>;

/** A part of a sentence, and what became of it where it was a call. */
export interface Outcome {
  part: Part;
  result?: Result | undefined;
}

const MAX_ABILITIES = 12;
const MAX_CHOICES = 12;

export function replyTo(outcomes: readonly Outcome[], tools: readonly ToolDeclaration[]): string {
  const said = outcomes.map(({ part, result }) => sayPart(part, result, tools));
  const lost = outcomes.some(({ part }) => part.kind === 'unknown' && part.between.length === 0);
  const sentences = said.length > 1 ? said.map(closed) : said;
  return [sentences.join(' '), ...(lost ? [abilities(tools)] : [])].join(' ');
}

/** All tools by name and description, and a sentence that calls one of them. */
export function abilities(tools: readonly ToolDeclaration[]): string {
  const [first] = tools;
  if (!first) return words('noTools');
  const lines = tools.slice(0, MAX_ABILITIES).map(({ name, description }) => {
    const text = shorten(description.trim());
    return text ? words('ability', { tool: name, description: text }) : words('bareAbility', { tool: name });
  });
  if (tools.length > MAX_ABILITIES) {
    lines.push(words('moreAbilities', { count: tools.length - MAX_ABILITIES }));
  }
  return words('abilities', { tools: lines.join('\n'), example: quoted(exampleFor(first, tools)) });
}

function sayPart(part: Part, result: Result | undefined, tools: readonly ToolDeclaration[]): string {
  switch (part.kind) {
    case 'call':
      return sayResult(part.name, result);
    case 'missing':
      return sayMissing(part, tools);
    case 'broken-order':
      return words('brokenOrder', { tool: part.tool, text: shorten(part.text) });
    case 'unknown':
      break;
  }
  if (part.text === '') return words('nothingSaid');
  if (part.between.length === 0) return words('unknown', { text: part.text });
  return words('several', { text: part.text, tools: enumerate(part.between, 'or') });
}

function sayResult(tool: string, result: Result | undefined): string {
  if (!result) return words('unanswered', { tool });
  const text = inWords(result.text);
  if (result.outcome === 'success') return text || words('done', { tool });
  return text ? words('failed', { tool, reason: text }) : words('failedSilently', { tool });
}

function sayMissing(part: Extract<Part, { kind: 'missing' }>, tools: readonly ToolDeclaration[]): string {
  const tool = tools.find(({ name }) => name === part.tool);
  const need = words('missing', {
    tool: part.tool,
    parameters: enumerate(part.parameters.map(quoted), 'and'),
  });
  if (!tool) return need;
  const example = words('example', { example: quoted(exampleWith(part.text, part.parameters, tool, tools)) });
  return [need, ...choicesOf(tool, part.parameters), example].join(' ');
}

function choicesOf(tool: ToolDeclaration, names: readonly string[]): string[] {
  return profileOf(tool).parameters.flatMap(({ name, value }) => {
    const choices = names.includes(name) && value.kind === 'choice' ? value.choices : [];
    if (choices.length === 0 || choices.length > MAX_CHOICES) return [];
    return [
      words('choices', {
        parameter: name,
        choices: enumerate(
          choices.map((choice) => String(choice.value)),
          'or',
        ),
      }),
    ];
  });
}

function quoted(text: string): string {
  return words('quoted', { text });
}

/** Several sentences in a row each need their end. */
function closed(text: string): string {
  return /[\p{L}\p{N})]$/u.test(text) ? `${text}.` : text;
}
