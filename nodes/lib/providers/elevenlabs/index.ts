// Owns what ElevenLabs is to the rest of the package: its capabilities, and where its dial and codec are.

import type { Provider } from '../provider.js';
import { codec } from './codec.js';
import { dial, ORIGIN } from './dial.js';
import { toolRules } from './tool-rules.js';
import { directory } from './tools/directory.js';

export const elevenlabs: Provider = {
  id: 'elevenlabs',
  capabilities: {
    account: { key: 'optional', agentId: true },
    origin: ORIGIN,
    textIn: true,
    echoesText: false,
    contextIn: true,
    activityIn: true,
    audioIn: true,
    // What its documentation recommends.
    audioFrame: { ms: 250 },
    textOnly: true,
    opening: { variables: true, firstMessage: true, prompt: true, language: true, voice: true, userId: true },
    errorFlag: true,
    errorsHidden: true,
    laterResults: true,
    toolSource: 'provider',
    toolRules,
    continuation: 'auto',
    toolTimeout: { seconds: 20, maxSeconds: 120 },
    // The server closes after 60 s without input from the user.
    keepAlive: { seconds: 30 },
  },
  dial,
  codec,
  tools: directory,
};
