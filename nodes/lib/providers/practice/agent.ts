// Owns the practice agent at the other end of the line: what it answers to each message, and what it remembers for that.
// Pure and synchronous. Does not understand (understand) and does not word (reply).

import { AgentError } from '../../errors.js';
import { readFrame, textAt } from '../frame.js';
import type { Peer, ToolDeclaration } from '../provider.js';
import { complete } from './answer.js';
import { readMessage } from './read.js';
import { replyTo, type Outcome, type Result } from './reply.js';
import { MAX_TEXT, shorten } from './result.js';
import { understand, type Missing, type Understanding } from './understand.js';
import type { AgentMessage, ClientMessage, WireCall } from './wire.js';
import { words } from './words.js';

/** One sentence whose calls are not all spoken about yet. */
interface Batch {
  turn: string;
  parts: Understanding;
  /** Id of the call that a part became, by the part's index. */
  ids: ReadonlyMap<number, string>;
  results: Map<string, Result>;
}

interface Memory {
  readonly conversation: string;
  isGreeted: boolean;
  tools: readonly ToolDeclaration[];
  turns: number;
  calls: number;
  readonly open: Map<string, Batch>;
  /** What the last reply asked for: the next sentence may be nothing but the answer. */
  asked: Missing | undefined;
}

export function practiceAgent(conversation: string): Peer {
  const memory: Memory = {
    conversation,
    isGreeted: false,
    tools: [],
    turns: 0,
    calls: 0,
    open: new Map(),
    asked: undefined,
  };
  return { hear: (frame) => hear(memory, frame).map((message) => JSON.stringify(message)) };
}

function hear(memory: Memory, frame: string): AgentMessage[] {
  const seen = readFrame(frame);
  if (seen instanceof AgentError) return [problem('', seen.code)];
  const type = textAt(seen.object, 'type') ?? '';
  const flaw = seen.flaw ? [problem(type, seen.flaw.code)] : [];
  const message = readMessage(seen.object);
  if ('field' in message) return [...flaw, problem(type, message.field)];
  return [...flaw, ...answer(memory, message)];
}

function answer(memory: Memory, message: ClientMessage): AgentMessage[] {
  switch (message.type) {
    case 'hello':
      return greet(memory, message);
    case 'tools':
      memory.tools = message.tools;
      return [];
    case 'user':
      return respond(memory, message.text);
    case 'result':
      return note(memory, message);
    case 'later':
      memory.turns += 1;
      return [{ type: 'say', turn: String(memory.turns), text: shorten(message.text) }];
    case 'continue':
      return goOn(memory, message.batch);
    case 'context':
      return [{ ...message, type: 'noted' }];
    case 'activity':
      break;
  }
  return [];
}

function greet(memory: Memory, hello: Extract<ClientMessage, { type: 'hello' }>): AgentMessage[] {
  if (memory.isGreeted) return [problem('hello', 'type')];
  memory.isGreeted = true;
  const unknown: AgentMessage[] = [];
  const first = hello.firstMessage?.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (place, name: string) => {
    if (Object.hasOwn(hello.variables, name)) return String(hello.variables[name]);
    unknown.push({ type: 'problem', problem: 'variable', variable: name });
    return place;
  });
  const text = first || words('introduction');
  return [{ type: 'ready', conversation: memory.conversation }, ...unknown, { type: 'say', turn: '0', text }];
}

function respond(memory: Memory, text: string): AgentMessage[] {
  memory.turns += 1;
  const turn = String(memory.turns);
  const { asked } = memory;
  memory.asked = undefined;
  if (text.length > MAX_TEXT) {
    return [{ type: 'say', turn, text: words('tooLong', { length: text.length, limit: MAX_TEXT }) }];
  }
  const parts = read(memory, text, asked);
  memory.asked = parts.findLast((part) => part.kind === 'missing');
  const calls = new Map<number, WireCall>();
  parts.forEach((part, at) => {
    if (part.kind !== 'call') return;
    memory.calls += 1;
    calls.set(at, { id: `call-${memory.calls}`, name: part.name, arguments: part.arguments });
  });
  if (calls.size === 0) return [{ type: 'say', turn, text: replyTo(outcomes({ parts }), memory.tools) }];
  const batch = `batch-${turn}`;
  const ids = new Map([...calls].map(([at, { id }]) => [at, id]));
  memory.open.set(batch, { turn, parts, ids, results: new Map() });
  return [{ type: 'calls', batch, turn, calls: [...calls.values()] }];
}

/** A sentence that means something of its own is no answer to what was asked before. */
function read({ tools }: Memory, text: string, asked: Missing | undefined): Understanding {
  const parts = understand(text, tools);
  if (!asked || parts.some(({ kind }) => kind !== 'unknown')) return parts;
  const completed = complete(asked, text, tools);
  return completed ? [completed] : parts;
}

function note(memory: Memory, result: Result): AgentMessage[] {
  const batch = [...memory.open.values()].find(({ ids }) => [...ids.values()].includes(result.id));
  if (!batch) return [problem('result', 'id')];
  batch.results.set(result.id, result);
  return [];
}

/** Without a name: every batch that has all its results. */
function goOn(memory: Memory, name: string | undefined): AgentMessage[] {
  const ready = [...memory.open].filter(([id, batch]) =>
    name === undefined ? batch.results.size === batch.ids.size : id === name,
  );
  if (ready.length === 0) return [problem('continue', 'batch')];
  return ready.map(([id, batch]) => {
    memory.open.delete(id);
    return { type: 'say', turn: batch.turn, text: replyTo(outcomes(batch), memory.tools) };
  });
}

function outcomes({ parts, ids, results }: Pick<Batch, 'parts'> & Partial<Batch>): Outcome[] {
  return parts.map((part, at) => ({ part, result: results?.get(ids?.get(at) ?? '') }));
}

function problem(message: string, field: string): AgentMessage {
  return { type: 'problem', problem: 'shape', message: message.slice(0, 60), field };
}
