// Owns cutting a piece of sound into what is sent at a time, converted on the way: only as far as it is asked, so that a
// long recording takes neither time nor memory at once. Does not send.

import type { Converter } from './converter.js';
import { bytesIn, type SoundFormat } from './format.js';

export interface Cut {
  data: Buffer;
  from: SoundFormat;
  to: SoundFormat;
  /** How long a frame is. */
  milliseconds: number;
  /** Missing where both formats are the same. */
  converter: Converter | undefined;
  /** Nothing follows that goes on where this ends. */
  whole: boolean;
}

export function* framesOf({ data, from, to, milliseconds, converter, whole }: Cut): Generator<Buffer, void> {
  const step = bytesIn(milliseconds, from);
  const size = bytesIn(milliseconds, to);
  let left: Buffer = Buffer.alloc(0);
  for (let at = 0; at < data.length; at += step) {
    const bytes = data.subarray(at, at + step);
    left = Buffer.concat([left, converter ? converter.write(bytes) : bytes]);
    for (; left.length >= size; left = left.subarray(size)) yield left.subarray(0, size);
  }
  if (whole && converter) left = Buffer.concat([left, converter.end()]);
  for (; left.length > 0; left = left.subarray(size)) yield left.subarray(0, size);
}
