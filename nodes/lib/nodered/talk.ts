// Owns the talk page of an agent-session node: reads what its form says, opens the page, tells the node of its visitors.
// Does not own how visitors get in (talk-door) nor what they do inside (lib/talk).

import type { Node, NodeAPI } from 'node-red';
import { AgentError } from '../errors.js';
import type { Opening } from '../providers/provider.js';
import type { Session, SessionEvent } from '../session/session.js';
import { isTalkPath, talkPathOf } from '../shared/talk.js';
import type { AgentSessionSettings } from '../shared/settings.js';
import { Pin } from '../talk/pin.js';
import { Room } from '../talk/room.js';
import { isVisitorKey } from '../talk/visits.js';
import type { Agent } from './agent.js';
import type { Conversations } from './conversations.js';
import { filledIn } from './environment.js';
import type { House } from './house.js';
import { eventMessage } from './message.js';
import { tellFault } from './outputs.js';
import { textSettings } from './settings.js';
import { show } from './status.js';
import { doorOf } from './talk-door.js';
import { briefOf, spoken } from './words.js';

export interface TalkCredentials {
  talkPin: string;
}

export interface TalkSetup {
  readonly agent: Agent;
  readonly conversations: Conversations;
  readonly ownKey: string;
  readonly opening: () => Promise<Opening>;
}

/** What the node does with its page. */
export interface Talk {
  told(session: Session, event: SessionEvent): void;
  close(): void;
}

const NO_PAGE: Talk = { told: () => undefined, close: () => undefined };

/** How long the same trouble of visitors is not told again. */
const QUIET_MS = 60_000;

/** Opens the page where the form asks for one. Errors: `talk.path`, `talk.path-taken`, `talk.no-http`, `config.env-missing`. */
export function openTalk(
  RED: NodeAPI,
  house: House,
  node: Node<TalkCredentials>,
  stored: Partial<AgentSessionSettings>,
  setup: TalkSetup,
): Talk | AgentError {
  const page = stored.talk ? pageOf(RED, house, node, stored, setup) : NO_PAGE;
  // Visitors of a page that is no more will not come back.
  if (page === NO_PAGE || page instanceof AgentError) endVisits(setup.conversations);
  return page;
}

function pageOf(
  RED: NodeAPI,
  house: House,
  node: Node<TalkCredentials>,
  stored: Partial<AgentSessionSettings>,
  { agent, conversations, ownKey, opening }: TalkSetup,
): Talk | AgentError {
  const given = { talkPath: stored.talkPath, talkPin: node.credentials?.talkPin };
  const texts = textSettings(filledIn(RED, node, given), ['talkPath', 'talkPin']);
  if (texts instanceof AgentError) return texts;
  const path = texts.talkPath || talkPathOf(node.name ?? '') || node.id;
  if (!isTalkPath(path)) return new AgentError('talk.path', { path });
  const { clock, visits, words } = house;
  const door = doorOf(RED, clock);
  if (door instanceof AgentError) return door;
  const rarely = sparing(house);
  const warn = (error: AgentError) => rarely(error, () => node.warn(spoken(error, words).message));
  const { textIn, audioIn, language } = agent.provider.capabilities;
  const shared = stored.talkSession !== 'each';
  const nameOf = (visitor: string) => ({
    id: '',
    key: shared ? ownKey : visitor,
    agent: agent.name,
    provider: agent.provider.id,
  });
  const room = new Room({
    conversations,
    visits,
    clock,
    opening,
    sharedKey: shared ? ownKey : undefined,
    can: {
      text: textIn,
      audio: audioIn && stored.textOnly !== true,
      // One that begins with the deploy is everybody's, and nobody would begin it again.
      end: !shared || stored.start === 'message',
      ...(language === undefined ? {} : { language }),
    },
    moved: (what, visitor, visitors) =>
      node.send([null, null, eventMessage(`visitor.${what}`, { visitor, visitors }, nameOf(visitor))]),
    warn: (code) => warn(new AgentError(`talk.${code}`, { path })),
    refused: (error, visitor) =>
      rarely(error, () => {
        show(node, 'bad', () => briefOf(error, words));
        tellFault(node, error, nameOf(visitor), words, { visitor });
      }),
  });
  const title = node.name || agent.name;
  const foreign = () => warn(new AgentError('talk.origin', { path }));
  const shut = door.open(path, { title, room, pin: new Pin(texts.talkPin, clock), foreign });
  if (shut instanceof AgentError) {
    room.close();
    return shut;
  }
  return {
    told: (session, event) => room.told(session, event),
    close: () => {
      shut();
      room.close();
    },
  };
}

function endVisits(conversations: Conversations): void {
  conversations.pasts.clear();
  for (const { key } of conversations.open) {
    if (isVisitorKey(key)) void conversations.stop(key).catch(() => undefined);
  }
}

/** For what anybody out there can bring about: each kind is told once a minute. */
function sparing({ clock }: House): (error: AgentError, tell: () => void) => void {
  const last = new Map<string, number>();
  return ({ code }, tell) => {
    const now = clock.now();
    if (now - (last.get(code) ?? -QUIET_MS) < QUIET_MS) return;
    last.set(code, now);
    tell();
  };
}
