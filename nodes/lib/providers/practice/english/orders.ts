// Owns exact orders: `call set_light {"room":"kitchen","on":true}`. Does not care whether the tool exists.

import { isObject } from '../../../shared/json.js';

export type Order =
  | { kind: 'order'; name: string; arguments: Record<string, unknown> }
  | { kind: 'broken-order'; tool: string; text: string };

export interface FoundOrder {
  order: Order;
  start: number;
  end: number;
}

/** An order opens the sentence, or stands behind a mark, `and`, `then` or `please`. */
const ORDER =
  /(?<=^\s*|[,;.:!?\n]\s{0,9}|\b(?:and|then|please)\s{1,9})call\s+([A-Za-z0-9_-]{1,64})(?![^\s{,;.!?])\s*/giu;

/** All exact orders in a text. `call` and a plain word is one only for a tool of that name: else it is English. */
export function ordersIn(text: string, tools: ReadonlySet<string>): FoundOrder[] {
  const orders: FoundOrder[] = [];
  let done = 0;
  for (const found of text.matchAll(ORDER)) {
    const [whole, name = ''] = found;
    const behind = found.index + whole.length;
    if (found.index < done || !(text[behind] === '{' || isBare(text, behind, name, tools))) continue;
    const end = text[behind] === '{' ? endOfObject(text, behind) : behind;
    orders.push({ order: read(name, text.slice(behind, end)), start: found.index, end });
    done = end;
  }
  return orders;
}

function isBare(text: string, behind: number, name: string, tools: ReadonlySet<string>): boolean {
  const isOver = /^(?:$|[,;.!?\n]|(?:and|then|please)\b)/i.test(text.slice(behind, behind + 8));
  return isOver && (tools.has(name) || /[_\d-]|\p{Ll}\p{Lu}/u.test(name));
}

/** Behind the brace that closes the one at `start`; the end of the text when none does. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const mark = text[at];
    if (quoted && mark === '\\') at += 1;
    else if (mark === '"') quoted = !quoted;
    else if (!quoted && mark === '{') depth += 1;
    else if (!quoted && mark === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function read(name: string, text: string): Order {
  if (text === '') return { kind: 'order', name, arguments: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { kind: 'order', name, arguments: value };
  } catch {
    // Said below, in the same words as for what is no object.
  }
  return { kind: 'broken-order', tool: name, text };
}
