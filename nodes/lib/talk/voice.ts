// Owns how sound stands on the line to a page: 16-bit PCM, whatever the session has. Converts no rates.

import type { AudioFormat } from '../providers/provider.js';
import type { SoundFormat } from '../sound/format.js';
import { fromMulaw } from '../sound/mulaw.js';

/** What a page sends at a rate. Always said: sound without a format could pass for a file. */
export function pageFormat(sampleRate: number): SoundFormat {
  return { encoding: 'pcm_s16le', sampleRate, channels: 1 };
}

export function toPage(data: Buffer, format: AudioFormat): Buffer {
  return format.encoding === 'ulaw' ? fromMulaw(data) : data;
}
