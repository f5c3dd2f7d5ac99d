// A deploy under an open call, cell by cell: what is done to the tool, the reply, the session and the agent, by each kind
// of deploy. In the real Node-RED, against the simulated ElevenLabs.

import { strict as assert } from 'node:assert';
import type { FlowBuilder } from '../support/flow.js';
import { node, redeploy } from '../support/helper.js';
import { within } from '../support/within.js';
import { assertTold, ELSEWHERE, open, openCall, soon, talk, TYPES } from './talk.js';

type Deploy = (typeof TYPES)[number];

interface Row {
  what: string;
  act: (flow: FlowBuilder) => void;
  session: 'goes on' | 'begins anew' | 'ends';
  /** The deploys that leave the nodes alone at which the call lies, and the way from there to a reply. */
  staysWith?: Deploy[];
}

const change = (id: string, properties: Record<string, unknown>) => (flow: FlowBuilder) =>
  flow.change(id, properties);
const remove = (id: string) => (flow: FlowBuilder) => flow.remove(id);
const off = { d: true };
const modified: Pick<Row, 'session' | 'staysWith'> = { session: 'goes on', staysWith: ['nodes'] };

const ROWS: Row[] = [
  { what: 'nothing', act: () => undefined, session: 'goes on', staysWith: ['flows', 'nodes'] },
  {
    what: 'a node at the side: changed',
    act: change('said', { name: 'another' }),
    session: 'goes on',
    staysWith: ['flows', 'nodes'],
  },
  { what: 'the tool: changed', act: change('tool', { description: 'another' }), ...modified },
  { what: 'the tool: renamed', act: change('tool', { tool: 'other' }), session: 'goes on' },
  { what: 'the tool: disabled', act: change('tool', off), session: 'goes on' },
  { what: 'the tool: removed', act: remove('tool'), session: 'goes on' },
  { what: 'the reply: changed', act: change('reply', { outcome: 'success' }), ...modified },
  { what: 'the reply: disabled', act: change('reply', off), session: 'goes on' },
  { what: 'the reply: removed', act: remove('reply'), session: 'goes on' },
  { what: 'the wire to the reply: removed', act: change('work', { wires: [[]] }), session: 'goes on' },
  {
    what: 'the session: opens otherwise',
    act: change('session', { start: 'message' }),
    session: 'goes on',
    // Of a tab, only what is wired to the session is restarted.
    staysWith: ['flows', 'nodes'],
  },
  { what: 'the session: changed', act: change('session', { prompt: 'Be short.' }), session: 'begins anew' },
  { what: 'the session: disabled', act: change('session', off), session: 'ends' },
  { what: 'the session: removed', act: remove('session'), session: 'ends' },
  { what: 'the agent: renamed', act: change('agent', { name: 'Villa' }), ...modified },
  { what: 'the agent: changed', act: change('agent', { origin: 'https://a.b' }), session: 'begins anew' },
  { what: 'the agent: disabled', act: change('agent', off), session: 'ends' },
  { what: 'the agent: removed', act: remove('agent'), session: 'ends' },
  { what: 'the tab: disabled', act: change('tab', { disabled: true }), session: 'ends' },
];

describe('A deploy under an open call', () => {
  for (const { what, act, session, staysWith = [] } of ROWS) {
    for (const type of TYPES) {
      const stays = staysWith.includes(type);
      const fate = stays ? 'it is answered by its flow' : 'its agent is told at once';
      it(`(${type}), ${what}: the session ${session}, ${fate}`, async () => {
        const { service, flow, conversation } = await talk({ code: ELSEWHERE });
        const { message, answer } = await openCall(conversation);
        act(flow);
        await redeploy(flow, type);
        if (stays) {
          node('reply').receive({ ...message, payload: 'Done after the deploy.' });
          assert.equal((await soon(answer)).text, 'Done after the deploy.');
        } else await assertTold(answer);
        if (session !== 'goes on')
          assert.equal((await within(1000, 'The end', conversation.ended)).code, 1000);
        if (session === 'begins anew') await within(1000, 'Another one', service.conversation(1));
        const [upgrades, now] = { 'goes on': [1, 1], 'begins anew': [2, 1], ends: [1, 0] }[session];
        assert.deepEqual([service.upgrades.length, open(service)], [upgrades, now]);
        assert.equal(conversation.results.length, 1);
      });
    }
  }
});
