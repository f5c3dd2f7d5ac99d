// Owns what the simulated agent does: follows the script, else works out by itself what a sentence asks for, calls tools
// and says what came of it. Does not own frames: a mouth turns each act into those of its service.

import type { Clock } from '../../nodes/lib/clock.js';
import { understand } from '../../nodes/lib/providers/practice/understand.js';
import type { ToolDeclaration } from '../../nodes/lib/providers/provider.js';
import type { JsonObject } from '../../nodes/lib/shared/json.js';
import { caller } from './caller.js';
import { hearing } from './hearing.js';
import type { Ledger } from './ledger.js';
import type { Line } from './line.js';
import type { Mouth } from './mouth.js';
import type { LineFault, Step } from './script.js';
import type { CallOptions } from './simulator.js';
import { sayProblem } from './speech.js';
import type { Steps } from './steps.js';

/** What all conversations of a service share. */
export interface World {
  readonly tools: readonly ToolDeclaration[];
  readonly steps: Steps;
  readonly heard: readonly string[];
  readonly clock: Clock;
}

export interface Agent {
  /** The conversation has begun. */
  begin: (firstMessage: string) => void;
  read: (text: string) => void;
  hear: (pcm: Buffer) => void;
  answered: (tool: string) => void;
  call: (tool: string, values?: JsonObject, options?: CallOptions) => string;
  end: () => void;
}

export function agent(line: Line, mouth: Mouth, calls: Ledger, world: World): Agent {
  const { call, callAll } = caller(mouth, calls, world.clock);

  const respond = async (sentence: string): Promise<void> => {
    const parts = understand(sentence, world.tools);
    const wanted = parts.flatMap((part) =>
      part.kind === 'call' ? [{ tool: part.name, arguments: part.arguments }] : [],
    );
    const problems = parts.flatMap((part) => (part.kind === 'call' ? [] : [sayProblem(part, world.tools)]));
    const results = await callAll(wanted);
    if (results) mouth.say([...results, ...problems].join(' '));
  };

  const follow = async (step: Step): Promise<void> => {
    if (step.transcript !== undefined) mouth.transcript(step.transcript);
    if (step.send) line.send(...list(step.send));
    const results = await callAll(step.call ? list(step.call) : []);
    if (!results) return;
    const text = step.say ?? results.join(' ');
    if (text) mouth.say(text);
    if (step.fault) spoil(line, mouth, step.fault, step);
  };

  const ears = hearing(mouth, world, {
    follow: (step) => void follow(step),
    respond: (sentence) => void respond(sentence),
  });

  return {
    call,
    begin: (firstMessage) => {
      if (firstMessage) mouth.say(firstMessage);
      const step = world.steps.take({ on: 'open' });
      if (step) void follow(step);
    },
    read: (text) => {
      const step = world.steps.take({ on: 'user_message', text });
      void (step ? follow(step) : respond(text));
    },
    hear: ears.hear,
    answered: (tool) => {
      const step = world.steps.take({ on: 'result', text: tool });
      if (step) void follow(step);
    },
    end: () => {
      ears.end();
      calls.end();
    },
  };
}

function spoil(line: Line, mouth: Mouth, fault: LineFault, { code = 1011, reason = '' }: Step): void {
  switch (fault) {
    case 'end':
      return mouth.hangUp();
    case 'close':
      return line.close(code, reason);
    case 'drop':
      return line.drop();
    case 'silence':
      return line.fallSilent();
    case 'garbage':
      return line.sendText('{"type": "gar');
  }
}

function list<T extends object>(one: T | T[]): T[] {
  return Array.isArray(one) ? one : [one];
}
