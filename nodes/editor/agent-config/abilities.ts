// Owns what the form says about a provider: its capabilities as sentences. Does not know which provider it is about.

import type { Capabilities } from '../../lib/providers/provider.js';
import { wordsOf } from '../parts/words.js';

/** `fact` is neither good nor bad: something to know. */
export interface Sentence {
  kind: 'can' | 'cannot' | 'fact';
  text: string;
}

const words = wordsOf('agent-config');

const OPENING = ['firstMessage', 'prompt', 'language', 'voice', 'variables'] as const;

/** What a provider can do, what it cannot, and what to know about it, in this order. */
export function abilities(can: Capabilities): Sentence[] {
  const sentences = [
    ...plain(can),
    ...opening(can),
    { kind: 'fact' as const, text: tools(can) },
    ...timeout(can),
  ];
  const order: Sentence['kind'][] = ['can', 'cannot', 'fact'];
  return order.flatMap((kind) => sentences.filter((sentence) => sentence.kind === kind));
}

function plain(can: Capabilities): Sentence[] {
  const names = ['textIn', 'audioIn', 'contextIn', 'errorFlag'] as const;
  const sentences = names.map((name) => yesOrNo(name, can[name]));
  return can.textIn && can.audioIn ? [...sentences, yesOrNo('textOnly', can.textOnly)] : sentences;
}

function yesOrNo(name: string, yes: boolean): Sentence {
  return yes
    ? { kind: 'can', text: words(`can.${name}`) }
    : { kind: 'cannot', text: words(`cannot.${name}`) };
}

function opening(can: Capabilities): Sentence[] {
  const list = (yes: boolean) =>
    OPENING.filter((name) => can.opening[name] === yes)
      .map((name) => words(`opening.${name}`))
      .join(', ');
  const [open, closed] = [list(true), list(false)];
  return [
    ...(open ? [{ kind: 'can' as const, text: words('can.opening', { list: open }) }] : []),
    ...(closed ? [{ kind: 'cannot' as const, text: words('cannot.opening', { list: closed }) }] : []),
  ];
}

function tools({ toolSource }: Capabilities): string {
  return words(`fact.tools-${toolSource}`);
}

/** Nothing for an agent in this process: there is nobody else who could lose patience. */
function timeout({ toolTimeout, origin }: Capabilities): Sentence[] {
  if (toolTimeout) return [{ kind: 'fact', text: words('fact.timeout', { ...toolTimeout }) }];
  return origin === '' ? [] : [{ kind: 'fact', text: words('fact.no-timeout') }];
}
