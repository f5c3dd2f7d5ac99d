// Owns the ways that a message can take through core nodes, each with the key that is left on it at the end.

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowBuilder } from '../support/flow.js';
import { atEnd } from '../support/teardown.js';
import type { Way } from './found.js';

export interface Path {
  through: string;
  /** As in `Attempt.found`. */
  key: string;
  way: Way;
}

/** A node on the way. Named by its place in the flow. */
function step(flow: FlowBuilder, type: string, properties: Record<string, unknown>): string {
  return flow.node(type, `${type}-${flow.nodes.length}`, properties);
}

/** A single node between tool and reply. */
function one(type: string, properties: Record<string, unknown>): Way {
  return (flow) => [step(flow, type, properties)];
}

function code(func: string): Way {
  return one('function', { func, outputs: 1 });
}

function set(flow: FlowBuilder, to: string, tot: string): string {
  return step(flow, 'change', { rules: [{ t: 'set', p: 'payload', pt: 'msg', to, tot }] });
}

/** A list goes in, split in two, and comes out of a join. */
function joined(properties: Record<string, unknown>): Way {
  return (flow) => [
    set(flow, '[1,2]', 'json'),
    step(flow, 'split', { arraySplt: 1, arraySpltType: 'len', splt: '\\n', spltType: 'str', stream: false }),
    step(flow, 'join', { property: 'payload', propertyType: 'msg', ...properties }),
  ];
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'paths-'));
  atEnd(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Written to a file, and read again as `format` says. */
async function filed(flow: FlowBuilder, format: string): Promise<string[]> {
  const filename = join(await folder(), 'call.json');
  const place = { filename, filenameType: 'str' };
  return [
    step(flow, 'file', { ...place, appendNewline: false, createDir: false, overwriteFile: 'true' }),
    step(flow, 'file in', { ...place, format, allProps: false }),
  ];
}

const asked: Way = async (flow) => {
  const server = createServer((_request, response) => response.end('The light is on.'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  atEnd(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const url = `http://127.0.0.1:${port}/`;
  return [step(flow, 'http request', { method: 'GET', ret: 'txt', paytoqs: 'ignore', url, headers: [] })];
};

const linked: Way = (flow) => {
  flow.node('link in', 'link-in', { links: ['link-call'] });
  flow.node('link out', 'link-out', { mode: 'return', links: [] });
  flow.wire('link-in', set(flow, 'on', 'str'), 'link-out');
  return [flow.node('link call', 'link-call', { links: ['link-in'], linkType: 'static', timeout: '5' })];
};

const nested: Way = (flow) => {
  const inside = (port?: number) => [{ x: 0, y: 0, wires: [{ id: 'inside', ...(port === 0 && { port }) }] }];
  flow.config('subflow', 'sub', { name: 'sub', info: '', in: inside(), out: inside(0) });
  flow.config('change', 'inside', {
    z: 'sub',
    rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'on', tot: 'str' }],
    wires: [[]],
  });
  return [step(flow, 'subflow:sub', {})];
};

const caught: Way = (flow) => {
  flow.wire('tool', flow.node('function', 'broken', { func: 'throw new Error("no power");', outputs: 1 }));
  flow.wire('catch', 'reply');
  return undefined;
};

const DELAY = { pauseType: 'delay', timeout: '20', timeoutUnits: 'milliseconds', outputs: 1 };
const TRIGGER = { op1type: 'nul', op2type: 'payl', duration: '20', units: 'ms', bytopic: 'all', outputs: 1 };
const SWITCH = { property: 'payload.on', propertyType: 'msg', rules: [{ t: 'true' }], outputs: 1 };
const SORT = {
  target: 'payload',
  targetType: 'msg',
  msgKey: 'payload',
  msgKeyType: 'elem',
  order: 'ascending',
};
const CSV = { sep: ',', temp: 'room,on', hdrout: 'none', multi: 'one', ret: '\\n', skip: '0' };
const REDUCE = { reduceExp: '$A + payload', reduceInit: '0', reduceInitType: 'num', reduceFixup: '' };

export const PATHS: Path[] = [
  { through: 'change', key: 'ref', way: (flow) => [set(flow, 'on', 'str')] },
  {
    through: 'json, to text and back',
    key: 'ref',
    way: (flow) => [step(flow, 'json', {}), step(flow, 'json', {})],
  },
  { through: 'template', key: 'ref', way: one('template', { template: '{{payload.room}}', output: 'str' }) },
  { through: 'switch', key: 'ref', way: one('switch', SWITCH) },
  { through: 'delay', key: 'ref', way: one('delay', DELAY) },
  { through: 'trigger, that sends the latest message', key: 'ref', way: one('trigger', TRIGGER) },
  { through: 'batch', key: 'ref', way: one('batch', { mode: 'count', count: 1, overlap: 0 }) },
  { through: 'sort', key: 'ref', way: (flow) => [set(flow, '[2,1]', 'json'), step(flow, 'sort', SORT)] },
  { through: 'csv', key: 'ref', way: one('csv', CSV) },
  { through: 'exec', key: 'ref', way: one('exec', { command: 'echo on', addpay: '', useSpawn: 'false' }) },
  { through: 'http request', key: 'ref', way: asked },
  { through: 'link call', key: 'ref', way: linked },
  { through: 'a subflow', key: 'ref', way: nested },
  { through: 'split + join, automatic', key: 'ref', way: joined({ mode: 'auto' }) },
  {
    through: 'split + join, manual',
    key: 'ref',
    way: joined({ mode: 'custom', build: 'array', count: '2' }),
  },
  { through: 'split + join, reduce', key: 'ref', way: joined({ mode: 'reduce', ...REDUCE }) },
  { through: 'Catch', key: 'ref', way: caught },
  { through: 'function: the message changed', key: 'ref', way: code('msg.payload = "on"; return msg;') },
  {
    through: 'function: a new object with _msgid',
    key: 'msgid',
    way: code('return { payload: "on", _msgid: msg._msgid };'),
  },
  { through: 'function: a new object', key: 'msgid', way: code('return { payload: "on" };') },
  {
    through: 'function: node.send of the message, later',
    key: 'ref',
    way: code('setTimeout(() => { node.send(msg); node.done(); }, 20);'),
  },
  {
    through: 'function: node.send of a new object, later',
    key: 'msgid',
    way: code('setTimeout(() => { node.send({ payload: "on" }); node.done(); }, 20);'),
  },
  {
    through: 'file + file in, the payload as JSON',
    key: 'ref',
    way: async (flow) => [step(flow, 'json', {}), ...(await filed(flow, 'utf8')), step(flow, 'json', {})],
  },
  {
    through: 'file + file in, the whole message as JSON',
    key: 'ref',
    way: async (flow) => [
      step(flow, 'function', { func: 'return { payload: JSON.stringify(msg) };', outputs: 1 }),
      ...(await filed(flow, 'utf8')),
      step(flow, 'json', {}),
      step(flow, 'function', { func: 'delete msg.payload._msgid; return msg.payload;', outputs: 1 }),
    ],
  },
  {
    through: 'file + file in, a message for each line',
    key: 'reply.no-call',
    way: async (flow) => [step(flow, 'json', {}), ...(await filed(flow, 'lines'))],
  },
];
