// Opens and steers conversations with an agent. What tools do is wired at agent-tool, not here.

import type { Node, NodeAPI, NodeDef } from 'node-red';
import { AgentError, asAgentError } from './lib/errors.js';
import { agentOf } from './lib/nodered/agent.js';
import { audioOutputOf } from './lib/nodered/audio-output.js';
import { readBounds } from './lib/nodered/bounds.js';
import { Conversations } from './lib/nodered/conversations.js';
import { filledIn } from './lib/nodered/environment.js';
import { onClose, onInput } from './lib/nodered/handlers.js';
import { houseOf } from './lib/nodered/house.js';
import { openingForm, readOpening } from './lib/nodered/opening.js';
import { outputsOf } from './lib/nodered/outputs.js';
import { templateOf } from './lib/nodered/wires.js';
import { saidBy } from './lib/nodered/said.js';
import { asText } from './lib/nodered/settings.js';
import { showFault, showRefusal, showSessions, type PhaseEvent } from './lib/nodered/status.js';
import { openTalk, type TalkCredentials } from './lib/nodered/talk.js';
import type { Session } from './lib/session/session.js';
import type { AgentSessionSettings } from './lib/shared/settings.js';

type Stored = NodeDef & Partial<AgentSessionSettings>;
type TalkingNode = Node<TalkCredentials>;

export = function register(RED: NodeAPI): void {
  const house = houseOf(RED);
  const { words, afterStart, deploys, calls, clock } = house;
  const busy = ({ id }: Session) =>
    [...calls.ledger.stillOpen()].some(({ caller }) => caller.session.id === id);

  function AgentSession(this: TalkingNode, given: Stored): void {
    RED.nodes.createNode(this, given);
    const stored = filledIn(RED, this, given);
    const agent = agentOf(RED, stored.agent);
    if (agent instanceof AgentError) {
      showRefusal(this, agent, house);
      return onInput(this, words, () => Promise.reject(agent));
    }
    const bounds = readBounds(stored);
    if (bounds instanceof AgentError) {
      afterStart(() => showFault(this, bounds, words));
      return onInput(this, words, () => Promise.reject(bounds));
    }
    const host = {
      agent,
      ownKey: stored.name || this.id,
      form: openingForm(stored),
      clock,
      busy,
      node: templateOf(this),
    };
    const kept = house.conversations.claim(this.id);
    const conversations = kept?.suits(host) ? kept : new Conversations(host, bounds);
    conversations.bound(bounds);
    const tell = outputsOf(this, words, {
      interim: stored.interim === true,
      open: () => conversations.ready,
      sound: audioOutputOf(this, clock, stored.audioOut),
    });
    if (kept && kept !== conversations) void kept.dismiss();
    let latest: PhaseEvent | undefined;
    const present = (event: PhaseEvent | undefined) => showSessions(this, conversations.open, event, words);

    onInput(this, words, async (message) => {
      const { session: address, action, payload } = message;
      const opening = () => readOpening(RED, this, stored, message);
      if (action === 'start') await conversations.start(address, opening);
      else if (action === 'restart') await conversations.restart(address, opening);
      else if (action === 'stop') await conversations.stop(address);
      else if (action !== undefined)
        throw new AgentError('session.action-unknown', { action: asText(action) });
      else await conversations.say(address, saidBy(payload, message['audio']), opening);
      // Whatever an earlier message was refused for is no longer what matters.
      present(latest);
    });
    present(undefined);
    const opening = () => readOpening(RED, this, stored, { _msgid: '' });
    const talk = openTalk(RED, house, this, stored, { agent, conversations, ownKey: host.ownKey, opening });
    const begin = () =>
      conversations
        .start(host.ownKey, opening)
        .catch((thrown: unknown) => showFault(this, asAgentError(thrown), words));
    const forget = afterStart(() => {
      // How those ended that this node could not go on with is its to tell.
      if (kept !== conversations) kept?.attach(tell);
      conversations.attach((session, event) => {
        if (event.type === 'phase') present((latest = event));
        tell(session, event);
        if (!(talk instanceof AgentError)) talk.told(session, event);
      });
      if (talk instanceof AgentError) showFault(this, talk, words);
      if (stored.start !== 'message') void begin();
    });
    onClose(this, words, (removed) => {
      forget();
      if (!(talk instanceof AgentError)) talk.close();
      if (removed || deploys.stopping || conversations.open.length === 0) return conversations.dismiss();
      conversations.park();
      return house.conversations.park(this.id, conversations);
    });
  }

  RED.nodes.registerType<TalkingNode, Stored, object, TalkCredentials>('agent-session', AgentSession, {
    credentials: { talkPin: { type: 'password' } },
  });
};
