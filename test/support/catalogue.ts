// Owns a stand-in for the palette's catalogue, loaded before a tool that asks for it: `node --require catalogue.js tool`.
// It answers that one host, so that checks against other packages need no network, and lets tests claim our own types.

import https from 'node:https';
import { PassThrough } from 'node:stream';

interface Module {
  id: string;
  types: string[];
}

/** Packages of the same field, with the types they register. */
const NEIGHBOURS: Module[] = [
  {
    id: 'node-red-contrib-ai-agent',
    types: ['ai-agent', 'ai-model', 'ai-tool', 'ai-tool-function', 'ai-memory-file', 'ai-memory-inmem'],
  },
  {
    id: 'node-red-contrib-mcp',
    types: [
      'mcp-server-config',
      'llm-config',
      'mcp-tool-call',
      'mcp-tool-list',
      'mcp-resource-read',
      'llm-call',
    ],
  },
  {
    id: 'node-red-contrib-mcp-server',
    types: ['mcp-server', 'mcp-client', 'mcp-tool', 'mcp-flow-server', 'mcp-tool-registry'],
  },
  {
    id: '@technithusiast/node-red-contrib-ai-intent',
    types: [
      'register-intent',
      'call-intent',
      'openai-chat',
      'openai-response',
      'openai-tool',
      'openai-configuration',
    ],
  },
];

const claimed: Module[] = JSON.parse(process.env['CATALOGUE_CLAIMS'] ?? '[]');
const original = https.request;

function answer(question: PassThrough, then: (response: unknown) => void): void {
  const headers = { 'content-type': 'application/json' };
  const response = Object.assign(new PassThrough(), { statusCode: 200, headers, req: question });
  then(response);
  question.emit('response', response);
  response.end(JSON.stringify({ modules: [...NEIGHBOURS, ...claimed] }));
}

function request(...args: unknown[]): unknown {
  const [options, then] = args;
  const host =
    typeof options === 'object' && options !== null && 'hostname' in options ? options.hostname : '';
  if (host !== 'catalogue.nodered.org') return Reflect.apply(original, https, args);
  const nothing = (): PassThrough => pretended;
  const pretended: PassThrough = Object.assign(new PassThrough(), {
    setTimeout: nothing,
    setNoDelay: nothing,
    setSocketKeepAlive: nothing,
    abort: nothing,
  });
  setImmediate(() =>
    answer(pretended, typeof then === 'function' ? (response) => void then(response) : () => {}),
  );
  return pretended;
}

Object.assign(https, { request });
