// Owns what the practice agent is to the rest of the package: an agent in this process, with no account and no network.

import { randomUUID } from 'node:crypto';
import type { Provider } from '../provider.js';
import { practiceAgent } from './agent.js';
import { codec } from './codec.js';

export const practice: Provider = {
  id: 'practice',
  capabilities: {
    account: { key: 'none', agentId: false },
    origin: '',
    language: 'en-US',
    textIn: true,
    echoesText: false,
    contextIn: true,
    activityIn: true,
    audioIn: false,
    audioFrame: undefined,
    textOnly: true,
    // There is no model that could follow a prompt, and no voice. Variables fill the first message.
    opening: {
      variables: true,
      firstMessage: true,
      prompt: false,
      language: false,
      voice: false,
      userId: false,
    },
    errorFlag: true,
    errorsHidden: false,
    laterResults: true,
    toolSource: 'client',
    toolRules: { ownTools: [], ownParameters: [], described: false, textChoices: false },
    continuation: 'explicit',
    toolTimeout: undefined,
    keepAlive: undefined,
  },
  dial: () => ({ kind: 'local', peer: () => practiceAgent(`practice-${randomUUID()}`) }),
  codec,
};
