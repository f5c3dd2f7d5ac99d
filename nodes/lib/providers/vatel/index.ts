// Owns what Vatel is to the rest of the package: its capabilities, and where its dial and codec are.

import type { Provider } from '../provider.js';
import { codec } from './codec.js';
import { dial, ORIGIN } from './dial.js';

export const vatel: Provider = {
  id: 'vatel',
  capabilities: {
    account: { key: 'required', agentId: true },
    origin: ORIGIN,
    textIn: false,
    echoesText: false,
    contextIn: false,
    activityIn: false,
    audioIn: true,
    // Nothing is recommended; this is what the examples of the official client send.
    audioFrame: { ms: 20 },
    textOnly: false,
    opening: {
      variables: true,
      firstMessage: true,
      prompt: true,
      language: false,
      voice: false,
      userId: false,
    },
    errorFlag: false,
    errorsHidden: false,
    laterResults: false,
    toolSource: 'provider',
    toolRules: { ownTools: [], ownParameters: [], described: false, textChoices: false },
    continuation: 'auto',
    toolTimeout: undefined,
    keepAlive: undefined,
  },
  dial,
  codec,
};
