// Owns a simulated workspace with tools, and both ways to look at it: ours, and the official REST client.

import assert from 'node:assert/strict';
import { ElevenLabsClient } from '@elevenlabs/elevenlabs-js/Client';
import { AgentError } from '../../nodes/lib/errors.js';
import type { Inquiry, KeptTool, ToolDirectory } from '../../nodes/lib/providers/directory.js';
import { elevenlabs } from '../../nodes/lib/providers/elevenlabs/index.js';
import type { Target } from '../../nodes/lib/providers/provider.js';
import { inquire } from '../../nodes/lib/session/inquiry.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { ElevenLabsOptions } from '../simulator/simulator.js';
import { atEnd } from '../support/teardown.js';

export const ROUTE = { agentFor: () => undefined, tls: {} };

export async function workspace(options: ElevenLabsOptions = {}) {
  const service = await startElevenLabs(options);
  atEnd(() => service.close());
  const directory: ToolDirectory | undefined = elevenlabs.tools;
  assert.ok(directory);
  const target: Target = {
    agentId: service.agentId,
    apiKey: service.apiKey,
    baseUrl: service.origin,
    origin: '',
  };
  const client = new ElevenLabsClient({ apiKey: service.apiKey, baseUrl: service.origin, maxRetries: 0 });
  const { tools } = client.conversationalAi;
  async function ask<T>(inquiry: Inquiry<T>): Promise<T> {
    const found = await inquire(inquiry, ROUTE, new AbortController().signal);
    assert.ok(!(found instanceof AgentError), found instanceof AgentError ? JSON.stringify(found) : '');
    return found;
  }
  async function code<T>(inquiry: Inquiry<T>): Promise<string> {
    const found = await inquire(inquiry, ROUTE, new AbortController().signal);
    return found instanceof AgentError ? found.code : 'none';
  }
  const list = () => ask(directory.list(target));
  return {
    service,
    directory,
    target,
    client,
    tools,
    ask,
    code,
    list,
    tool: async (name: string): Promise<KeptTool> => {
      const found = (await list()).tools.find((one) => one.name === name);
      assert.ok(found, name);
      return found;
    },
    agentTools: async () => {
      const agent = await client.conversationalAi.agents.get(service.agentId);
      return agent.conversationConfig.agent?.prompt?.toolIds ?? [];
    },
    clientTool: async (id: string) => {
      const { toolConfig } = await tools.get(id);
      assert.ok(toolConfig.type === 'client');
      return toolConfig;
    },
  };
}
