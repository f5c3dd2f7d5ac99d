// Owns the WAV header: finding the sound behind it, refusing one that lies, writing one. Does not read samples: the
// library does, and it believes every header.

import { AgentError } from '../errors.js';
import {
  ENCODINGS,
  frameBytes,
  isCount,
  MAX_CHANNELS,
  MAX_RATE,
  MIN_RATE,
  type Encoding,
  type SoundFormat,
} from './format.js';

export interface Recording {
  format: SoundFormat;
  data: Buffer;
}

const EXTENSIBLE = 0xfffe;
/** From here on a length means that whoever wrote the header did not know it yet: programs that write into a pipe. */
const UNKNOWN_LENGTH = 0x7fff_0000;

/** `undefined` for what is no WAV file. Errors: `sound.wav`, `sound.cut`. */
export function readWav(bytes: Buffer): Recording | AgentError | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return undefined;
  let format: SoundFormat | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'data') return format ? recording(format, bytes, at + 8, length) : lie('fmt', 'missing');
    if (name === 'fmt ') {
      const read = formatOf(content);
      if (read instanceof AgentError) return read;
      format = read;
    }
    // Blocks begin at even places.
    at += 8 + length + (length % 2);
  }
  return lie('data', 'missing');
}

/** One channel of 16-bit samples as a file. */
export function wavFile(pcm: Buffer, sampleRate: number): Buffer {
  return Buffer.concat([wavHeader({ encoding: 'pcm_s16le', sampleRate, channels: 1 }, pcm.length), pcm]);
}

export function wavHeader(format: SoundFormat, length: number): Buffer {
  const { tag, bytes } = ENCODINGS[format.encoding];
  const frame = frameBytes(format);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(Math.min(36 + length, 0xffff_ffff), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(tag, 20);
  header.writeUInt16LE(format.channels, 22);
  header.writeUInt32LE(format.sampleRate, 24);
  header.writeUInt32LE(format.sampleRate * frame, 28);
  header.writeUInt16LE(frame, 32);
  header.writeUInt16LE(bytes * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(length, 40);
  return header;
}

function formatOf(content: Buffer): SoundFormat | AgentError {
  if (content.length < 16) return lie('fmt', `${content.length} bytes`);
  const said = content.readUInt16LE(0);
  const tag = said === EXTENSIBLE && content.length >= 26 ? content.readUInt16LE(24) : said;
  const channels = content.readUInt16LE(2);
  const sampleRate = content.readUInt32LE(4);
  const align = content.readUInt16LE(12);
  const bits = content.readUInt16LE(14);
  if (!isCount(channels, 1, MAX_CHANNELS)) return lie('channels', channels);
  if (!isCount(sampleRate, MIN_RATE, MAX_RATE)) return lie('sample rate', sampleRate);
  const encoding = encodingOf(tag, bits);
  if (!encoding) return lie('format', `${tag}, ${bits} bit`);
  const format = { encoding, sampleRate, channels };
  return align === frameBytes(format) ? format : lie('block align', align);
}

function encodingOf(tag: number, bits: number): Encoding | undefined {
  for (const encoding of Object.keys(ENCODINGS).filter(isEncoding)) {
    const known = ENCODINGS[encoding];
    if (known.tag === tag && known.bytes * 8 === bits) return encoding;
  }
  return undefined;
}

function isEncoding(name: string): name is Encoding {
  return Object.hasOwn(ENCODINGS, name);
}

function recording(
  format: SoundFormat,
  bytes: Buffer,
  start: number,
  length: number,
): Recording | AgentError {
  const there = bytes.length - start;
  if (length > there && length < UNKNOWN_LENGTH) return new AgentError('sound.cut', { said: length, there });
  // Zero with something behind it comes from the same programs.
  const rest = length === 0 || length >= UNKNOWN_LENGTH ? there : length;
  const whole = rest - (rest % frameBytes(format));
  return whole === 0
    ? new AgentError('message.empty')
    : { format, data: bytes.subarray(start, start + whole) };
}

function lie(field: string, value: string | number): AgentError {
  return new AgentError('sound.wav', { field, value });
}
