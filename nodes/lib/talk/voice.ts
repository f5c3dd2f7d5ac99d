// Owns how sound stands on the line to a page, 16-bit PCM, and how it stands in the session. The rate is the session's.

import type { AudioFormat } from '../providers/provider.js';
import { fromMulaw, toMulaw } from '../sound/mulaw.js';

export function toSession(pcm: Buffer, format: AudioFormat): Buffer {
  return format.encoding === 'ulaw' ? toMulaw(pcm) : pcm;
}

export function toPage(data: Buffer, format: AudioFormat): Buffer {
  return format.encoding === 'ulaw' ? fromMulaw(data) : data;
}
