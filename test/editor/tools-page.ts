// Owns the form of an agent at a simulated ElevenLabs, and what a person does in it with the agent's tools.

import { ElevenLabsClient } from '@elevenlabs/elevenlabs-js/Client';
import type { Locator } from 'playwright-core';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import type { Simulator, WorkspaceTool } from '../simulator/simulator.js';
import { newFlow, type FlowBuilder } from '../support/flow.js';
import { atEnd } from '../support/teardown.js';
import type { Editor } from './editor.js';
import { editorWith } from './stage.js';

/** The form of the agent, and what is in it about tools. */
export interface Page {
  editor: Editor;
  service: Simulator;
  /** Presses Compare and waits for what comes of it. */
  compare(): Promise<void>;
  /** What is said above the list. */
  said: Locator;
  failure: Locator;
  /** The fold of a tool. */
  tool(name: string): Locator;
  state(name: string): Promise<string>;
  /** Opens the fold and presses a button in it. */
  press(name: string, button: string): Promise<void>;
  close(): Promise<void>;
  client: ElevenLabsClient['conversationalAi'];
}

function flowFor({ origin, agentId, apiKey }: Simulator): FlowBuilder {
  const flow = newFlow();
  const agent = { name: 'Desk', provider: 'elevenlabs', agentId, baseUrl: origin };
  flow.config('agent-config', 'agent', agent, { apiKey });
  flow.node('agent-reply', 'reply', { x: 400, value: 'payload', valueType: 'msg' });
  return flow;
}

export function wire(flow: FlowBuilder, id: string, settings: object): void {
  flow.node('agent-tool', id, { agent: 'agent', parameters: [], timeout: '', ...settings });
  flow.wire(id, 'reply');
}

export async function pageWith(
  workspace: readonly WorkspaceTool[],
  build: (flow: FlowBuilder) => void,
): Promise<Page> {
  const service = await startElevenLabs({ workspace });
  atEnd(() => service.close());
  const flow = flowFor(service);
  build(flow);
  const editor = await editorWith(flow);
  const form = await editor.open('agent');
  const { page } = editor;
  const { conversationalAi } = new ElevenLabsClient({
    apiKey: service.apiKey,
    baseUrl: service.origin,
    maxRetries: 0,
  });
  const tool = (name: string) => page.locator(`.agent-compared-tool[data-tool="${name}"]`);
  return {
    editor,
    service,
    async compare() {
      const button = page.locator('#agent-config-compare');
      await button.click();
      await page.waitForFunction(`!$('#agent-config-compare').prop('disabled')`);
    },
    said: page.locator('#agent-config-compare-said'),
    failure: page.locator('.agent-failure'),
    tool,
    state: async (name) => (await tool(name).getAttribute('data-state')) ?? 'none',
    async press(name, button) {
      const wanted = tool(name).getByRole('button', { name: button });
      if (!(await wanted.isVisible())) await tool(name).locator('summary').click();
      await wanted.click();
    },
    close: () => form.cancel(),
    client: conversationalAi,
  };
}

export function writes({ requests }: Simulator): number {
  return requests.filter(({ method }) => method !== 'GET').length;
}

/** The ids of the nodes that wear the sign. */
export function signed(editor: Editor): Promise<string[]> {
  return editor.ask(
    `$('.agent-out-of-step:not(.hide)').closest('.red-ui-flow-node-group').map((_, one) => one.id).get()`,
  );
}
