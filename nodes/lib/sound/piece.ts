// Owns what one Buffer of sound is: in which format, how long, a live piece or a whole recording, or nothing that can be
// heard. Does not convert or send it.

import { AgentError } from '../errors.js';
import type { AudioFormat } from '../providers/provider.js';
import { frameBytes, millisecondsOf, type Sound, type SoundFormat } from './format.js';
import { readWav } from './wav.js';

export interface Piece {
  format: SoundFormat;
  data: Buffer;
  milliseconds: number;
  /** A file has an end; what else comes may go on with the next Buffer. */
  whole: boolean;
}

/** What no sound begins with, by its first bytes. */
const OTHER_FILES: readonly (readonly [at: number, bytes: string, kind: string])[] = [
  [0, 'OggS', 'Ogg'],
  [0, 'fLaC', 'FLAC'],
  [0, 'ID3\x02', 'MP3'],
  [0, 'ID3\x03', 'MP3'],
  [0, 'ID3\x04', 'MP3'],
  [0, '\x1aE\xdf\xa3', 'WebM'],
  [4, 'ftyp', 'MP4'],
  [0, 'FORM', 'AIFF'],
  [0, 'RIFF', 'RIFF, but not WAV'],
  [0, 'RF64', 'RF64'],
  [0, '\x89PNG', 'PNG'],
  [0, '\xff\xd8\xff\xe0', 'JPEG'],
  [0, '\xff\xd8\xff\xe1', 'JPEG'],
  [0, 'GIF8', 'GIF'],
  [0, '%PDF', 'PDF'],
  [0, 'PK\x03\x04', 'ZIP'],
];

/** Errors: `sound.wav`, `sound.cut`, `sound.file`, `sound.torn`, `message.empty`. */
export function pieceOf({ data, format }: Sound, session: AudioFormat): Piece | AgentError {
  const recording = readWav(data);
  if (recording instanceof AgentError) return recording;
  if (recording) return piece(recording.format, recording.data, true);
  const kind = format ? undefined : otherFile(data);
  if (kind) return new AgentError('sound.file', { kind });
  const said = format ?? session;
  const frame = frameBytes(said);
  if (data.length % frame !== 0) return new AgentError('sound.torn', { bytes: data.length, frame });
  return piece(said, data, false);
}

function piece(format: SoundFormat, data: Buffer, whole: boolean): Piece {
  return { format, data, milliseconds: millisecondsOf(data.length, format), whole };
}

function otherFile(data: Buffer): string | undefined {
  const head = data.toString('latin1', 0, 12);
  return OTHER_FILES.find(([at, bytes]) => head.startsWith(bytes, at))?.[2];
}
