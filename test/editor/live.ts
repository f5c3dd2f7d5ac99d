// Owns a flow that is alive: a practice agent, a tool that answers, one that fails, a session that is spoken to. And what
// tests do with the page for trials and with the timeline. Holds no test.

import type { Locator, Page } from 'playwright-core';
import { newFlow, type FlowBuilder } from '../support/flow.js';
import { ON, ROOM } from '../support/wired.js';

const PIN = { name: 'pin', type: 'string', description: 'The code', required: true, enum: [], private: true };

/** Ids: `home`, `session`, `say` (an inject), `set-light`, `work`, `reply`; `ring` fails; `lock` has a private code. */
export function liveFlow(): FlowBuilder {
  const flow = newFlow('House');
  flow.config('agent-config', 'home', { name: 'Home', provider: 'practice' });
  flow.node('agent-session', 'session', { agent: 'home', start: 'deploy', name: 'main', x: 300, y: 60 });
  for (const [index, text] of [
    'turn on the kitchen light',
    'call ring {}',
    'call lock {"pin":"4711"}',
  ].entries())
    flow.node('inject', `say-${index}`, {
      props: [{ p: 'payload' }],
      payload: text,
      payloadType: 'str',
      repeat: '',
      crontab: '',
      once: false,
      onceDelay: 0.1,
      topic: '',
      x: 120,
      y: 60 + 60 * index,
      wires: [['session']],
    });
  const tool = (id: string, name: string, y: number, parameters: unknown[], func: string) => {
    flow.node('agent-tool', id, {
      agent: 'home',
      tool: name,
      description: name === 'set_light' ? 'Turns the light of a room on or off' : '',
      parameters,
      x: 140,
      y,
      wires: [[`${id}-work`]],
    });
    flow.node('function', `${id}-work`, {
      name: `Do ${name}`,
      func,
      outputs: 1,
      x: 340,
      y,
      wires: [['reply']],
    });
  };
  tool(
    'set-light',
    'set_light',
    260,
    [ROOM, ON],
    'msg.payload = `The ${msg.payload.room} light is ${msg.payload.on ? "on" : "off"}.`; return msg;',
  );
  tool('ring', 'ring', 320, [], 'throw new Error("the bell is broken");');
  tool('lock', 'lock', 380, [PIN], 'msg.payload = `Code ${msg.payload.pin} is right.`; return msg;');
  flow.node('agent-reply', 'reply', { x: 560, y: 300 });
  return flow;
}

/** The page on which a tool is tried out. */
export interface TrialPage {
  readonly page: Locator;
  readonly result: Locator;
  field(name: string): Locator;
  call(): Promise<void>;
  close(): Promise<void>;
}

export async function trialPage(page: Page): Promise<TrialPage> {
  const place = page.locator('.agent-try');
  const button = page.locator('#agent-try-call');
  await button.or(place.locator('[role="alert"]')).first().waitFor();
  // It slides in.
  await (await page.locator('#agent-try-close').elementHandle())?.waitForElementState('stable');
  return {
    page: place,
    result: place.locator('.agent-try-result'),
    field: (name) => place.locator(`[data-name="${name}"]`),
    call: () => button.click(),
    close: async () => {
      await page.locator('#agent-try-close').click();
      await place.waitFor({ state: 'detached' });
    },
  };
}

/** What shows the timeline, with its tab opened and all in it that there was. */
export async function openTimeline(page: Page): Promise<Locator> {
  await page.evaluate(`RED.sidebar.show('agent-timeline')`);
  const tab = page.locator('.agent-timeline');
  await tab.locator('.agent-sessions .agent-phase-ready').first().waitFor();
  return tab;
}

/** The same, without what earlier tests have left. */
export async function timeline(page: Page): Promise<Locator> {
  const tab = await openTimeline(page);
  // It is empty at once; a flow of an earlier test may still have something to say after that.
  await tab.locator('#agent-timeline-clear').click();
  return tab;
}
