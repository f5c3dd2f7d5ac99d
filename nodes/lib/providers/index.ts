// The one list of providers. A new provider is a folder beside this file and a line here.

import { elevenlabs } from './elevenlabs/index.js';
import { practice } from './practice/index.js';
import type { Provider } from './provider.js';
import { vatel } from './vatel/index.js';

export const PROVIDERS: readonly Provider[] = [practice, elevenlabs, vatel];

/** The provider of that id, if there is one. */
export function providerById(id: string): Provider | undefined {
  return PROVIDERS.find((provider) => provider.id === id);
}
