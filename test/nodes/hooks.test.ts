// What is listened to in Node-RED while a call is open: its hooks, for all messages of all flows. Only as long as it has
// to be, and without harm to anybody.

import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { node } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { installed } from '../support/project.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';
import { ELSEWHERE, openCall, talk } from './talk.js';

interface Hooks {
  has: (id: string) => boolean;
  remove: (id: string) => void;
}

const { hooks }: { hooks: Hooks } = createRequire(__filename)(installed('@node-red/util'));
const HOOKS = ['onReceive', 'onSend', 'onComplete'];

function listening(): boolean[] {
  return HOOKS.map((id) => hooks.has(`${id}.agent-tools`));
}

/** Resolves when our hooks are taken out, at once where there are none. */
function quiet(): Promise<void> {
  const { remove } = hooks;
  atEnd(() => (hooks.remove = remove));
  const removed = new Promise<void>((resolve) => {
    hooks.remove = (id) => {
      remove(id);
      if (id.endsWith('.agent-tools')) resolve();
    };
  });
  const out = hooks.has('onReceive.agent-tools') ? removed : Promise.resolve();
  return within(3000, 'The hooks are taken out', out);
}

describe('Messages are watched', () => {
  it('only while a call is open, and a moment longer', async () => {
    const { conversation } = await talk({ code: ELSEWHERE });
    await quiet();
    assert.deepEqual(listening(), [false, false, false]);
    const { message, answer } = await openCall(conversation);
    assert.deepEqual(listening(), [true, true, true]);
    const out = quiet();
    node('reply').receive({ ...message, payload: 'done' });
    await answer;
    await out;
    assert.deepEqual(listening(), [false, false, false]);
  });

  it('without harm to one that cannot even be read', async () => {
    const { conversation } = await talk({ code: ELSEWHERE });
    await openCall(conversation);
    const strange = { payload: 'here' };
    Object.defineProperty(strange, 'toolCall', {
      get: () => {
        throw new Error('not to be read');
      },
    });
    const said = inbox(node('said'));
    node('said').receive(strange);
    assert.equal((await said.next()).payload, 'here');
  });
});
