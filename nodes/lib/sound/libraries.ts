// Owns getting hold of the libraries that read sound and change its rate: they are ES modules, which not every Node.js
// that runs these nodes can load at once. Does nothing with them.

import type { decoder } from '@audio/decode-wav';
import type { stream } from '@audio/resample-polyphase';

export interface Libraries {
  decoder: typeof decoder;
  stream: typeof stream;
}

let loaded: Libraries | undefined;
let loading: Promise<void> | undefined;

/** `undefined` until `loadLibraries` is through. */
export function libraries(): Libraries | undefined {
  return loaded;
}

export function loadLibraries(): Promise<void> {
  return (loading ??= load());
}

async function load(): Promise<void> {
  const [reading, resampling] = await Promise.all([
    import('@audio/decode-wav'),
    import('@audio/resample-polyphase'),
  ]);
  loaded = { decoder: reading.decoder, stream: resampling.stream };
}
