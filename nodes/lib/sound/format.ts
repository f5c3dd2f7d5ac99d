// Owns the ways in which sound can stand in a Buffer, and reading what a message says of its own.
// Does not read sound itself.

import { isUint8Array } from 'node:util/types';
import { AgentError } from '../errors.js';
import { isObject } from '../shared/json.js';

/** For each encoding its number in a WAV header, and the bytes of one sample. */
export const ENCODINGS = {
  pcm_u8: { tag: 1, bytes: 1 },
  pcm_s16le: { tag: 1, bytes: 2 },
  pcm_s24le: { tag: 1, bytes: 3 },
  pcm_s32le: { tag: 1, bytes: 4 },
  pcm_f32le: { tag: 3, bytes: 4 },
  pcm_f64le: { tag: 3, bytes: 8 },
  alaw: { tag: 6, bytes: 1 },
  ulaw: { tag: 7, bytes: 1 },
} as const satisfies Record<string, { tag: number; bytes: number }>;

export type Encoding = keyof typeof ENCODINGS;

export interface SoundFormat {
  readonly encoding: Encoding;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** Sound as it comes: without a format it is a WAV file, or in the session's own. */
export interface Sound {
  readonly data: Buffer;
  readonly format?: SoundFormat;
}

/** From what a telephone has to the finest recordings. */
export const MIN_RATE = 4_000;
export const MAX_RATE = 192_000;
export const MAX_CHANNELS = 8;

/** Other names that tools give to the same. */
const ALIASES: Readonly<Record<string, Encoding>> = {
  pcm: 'pcm_s16le',
  linear16: 'pcm_s16le',
  u8: 'pcm_u8',
  s16le: 'pcm_s16le',
  s24le: 'pcm_s24le',
  s32le: 'pcm_s32le',
  f32le: 'pcm_f32le',
  f64le: 'pcm_f64le',
  mulaw: 'ulaw',
  pcm_mulaw: 'ulaw',
  pcm_alaw: 'alaw',
};

/**
 * What `msg.audio` says of a Buffer. `undefined` where it says nothing: another node may keep something else there, and
 * a WAV file says it itself. Errors: `sound.format`.
 */
export function formatIn(said: unknown): SoundFormat | AgentError | undefined {
  if (!isObject(said) || isUint8Array(said)) return undefined;
  const { encoding = 'pcm_s16le', sampleRate, channels = 1 } = said;
  if (said['encoding'] === undefined && sampleRate === undefined && said['channels'] === undefined) {
    return undefined;
  }
  if (encoding === 'wav') return undefined;
  const known = typeof encoding === 'string' ? encodingOf(encoding.toLowerCase()) : undefined;
  if (!known) return wrong('encoding', encoding);
  if (!isCount(sampleRate, MIN_RATE, MAX_RATE)) return wrong('sampleRate', sampleRate);
  if (!isCount(channels, 1, MAX_CHANNELS)) return wrong('channels', channels);
  return { encoding: known, sampleRate, channels };
}

/** Bytes of one moment, all channels of it. */
export function frameBytes({ encoding, channels }: SoundFormat): number {
  return ENCODINGS[encoding].bytes * channels;
}

/** How long so many bytes sound. */
export function millisecondsOf(bytes: number, format: SoundFormat): number {
  return (bytes / frameBytes(format) / format.sampleRate) * 1000;
}

/** How many bytes sound so long: whole moments, and one at least. */
export function bytesIn(milliseconds: number, format: SoundFormat): number {
  return Math.max(1, Math.round((format.sampleRate * milliseconds) / 1000)) * frameBytes(format);
}

export function isSameFormat(one: SoundFormat, other: SoundFormat): boolean {
  return (
    one.encoding === other.encoding && one.sampleRate === other.sampleRate && one.channels === other.channels
  );
}

export function isCount(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function encodingOf(name: string): Encoding | undefined {
  if (Object.hasOwn(ALIASES, name)) return ALIASES[name];
  return isEncoding(name) ? name : undefined;
}

function isEncoding(name: string): name is Encoding {
  return Object.hasOwn(ENCODINGS, name);
}

function wrong(field: string, value: unknown): AgentError {
  const shown =
    typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : typeof value;
  return new AgentError('sound.format', { field, value: shown });
}
