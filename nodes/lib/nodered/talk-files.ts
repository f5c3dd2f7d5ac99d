// Owns what a browser gets of a talk page over HTTP: the page with its words filled in, its scripts and its look, and the
// headers that keep everything else out. The files themselves are built from nodes/talk.

import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { TalkWords } from './talk-words.js';
import { lookUp } from './words.js';

const FOLDER = join(__dirname, '..', '..', 'talk');

const TYPES: Readonly<Record<string, string>> = {
  'page.js': 'text/javascript; charset=utf-8',
  'worklet.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
};

/** Nothing from elsewhere, nothing inline; a dashboard on the same Node-RED may show the page in a frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'permissions-policy': 'microphone=(self), screen-wake-lock=(self), camera=(), geolocation=()',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};

export function sendPage(response: ServerResponse, path: string, title: string, words: TalkWords): void {
  const values: Record<string, string> = {
    language: words.language,
    path,
    title,
    words: JSON.stringify(words.page),
    // Whatever else it says, its script says: this is for browsers that cannot run it.
    tooOld: lookUp(words.page, 'problem.old-browser') ?? '',
  };
  const page = fileOf('page.html').replace(/__(\w+)__/g, (_, name: string) => escaped(values[name] ?? ''));
  response.setHeader('vary', 'accept-language');
  answer(response, 200, 'text/html; charset=utf-8', page);
}

/** False where there is no such file. */
export function sendFile(response: ServerResponse, name: string): boolean {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type === undefined) return false;
  answer(response, 200, type, fileOf(name));
  return true;
}

export function sendJson(response: ServerResponse, status: number, value: object): void {
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

export function sendElsewhere(response: ServerResponse, location: string): void {
  response.setHeader('location', location);
  answer(response, 308, 'text/plain', '');
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const files = new Map<string, string>();

function fileOf(name: string): string {
  const text = files.get(name) ?? readFileSync(join(FOLDER, name), 'utf8');
  files.set(name, text);
  return text;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
