// Owns a room of a talk page under test: a door on a real HTTP server, real sockets, practice agents behind it, and a
// clock that stands still. Holds no test.

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { NodeAPI } from 'node-red';
import type { Agent } from '../../../nodes/lib/nodered/agent.js';
import { Conversations } from '../../../nodes/lib/nodered/conversations.js';
import { doorOf, type Door } from '../../../nodes/lib/nodered/talk-door.js';
import { practice } from '../../../nodes/lib/providers/practice/index.js';
import { Pool } from '../../../nodes/lib/session/pool.js';
import { Session } from '../../../nodes/lib/session/session.js';
import { Pin } from '../../../nodes/lib/talk/pin.js';
import { Room } from '../../../nodes/lib/talk/room.js';
import { Visits } from '../../../nodes/lib/talk/visits.js';
import { Calls } from '../../../nodes/lib/tools/calls.js';
import { Registry } from '../../../nodes/lib/tools/registry.js';
import { Seen } from '../../../nodes/lib/tools/seen.js';
import { at } from '../../support/at.js';
import { testClock, type TestClock } from '../../support/clock.js';
import { NODE_RED_DIR } from '../../support/project.js';
import { atEnd } from '../../support/teardown.js';

export interface Lodging {
  readonly url: string;
  readonly server: Server;
  readonly door: Door;
  readonly clock: TestClock;
  readonly conversations: Conversations;
  readonly moves: readonly string[];
  readonly warnings: readonly string[];
  /** How many handlers Express has. */
  handlers: () => number;
  /** Opens the page at /talk/hall as a deploy does; answers how to close it. */
  open: () => () => void;
}

export async function lodging(shared = false): Promise<Lodging> {
  const load = createRequire(join(NODE_RED_DIR, 'package.json'));
  const express: () => RequestListener = load('express');
  const httpNode = express();
  const server = createServer(httpNode);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const clock = testClock();
  // The part of Node-RED that a door has to do with.
  const RED: NodeAPI = Object.assign(JSON.parse('{}'), { httpNode, server, settings: {} });
  const door = doorOf(RED, clock);
  if (door instanceof Error) throw door;
  const conversations = new Conversations(
    { agent: agent(clock), ownKey: 'main', form: {}, clock, busy: () => false },
    { sessions: 100, idleMs: undefined },
  );
  atEnd(async () => {
    const over = conversations.dismiss();
    clock.advance(10_000);
    await over;
  });
  const visits = new Visits();
  const moves: string[] = [];
  const warnings: string[] = [];

  function open(): () => void {
    const room = new Room({
      conversations,
      visits,
      clock,
      can: { text: true, audio: false, end: true },
      sharedKey: shared ? 'main' : undefined,
      opening: () => Promise.resolve({ textOnly: false, variables: {} }),
      moved: (what, _visitor, count) => moves.push(`${what}, ${count} there`),
      warn: (code) => warnings.push(code),
      refused: ({ code }) => warnings.push(code),
    });
    conversations.attach((session, event) => room.told(session, event));
    const page = { title: 'Hall', room, pin: new Pin('', clock), foreign: () => warnings.push('foreign') };
    const shut = door instanceof Error ? door : door.open('hall', page);
    if (shut instanceof Error) throw shut;
    return () => {
      shut();
      room.close();
      conversations.park();
    };
  }

  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const handlers = () => {
    const stack = at(httpNode, '_router.stack');
    return Array.isArray(stack) ? stack.length : 0;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    door,
    clock,
    conversations,
    moves,
    warnings,
    handlers,
    open,
  };
}

function agent(clock: TestClock): Agent {
  const pool = new Pool();
  const registry = new Registry(() => undefined);
  const around = {
    agent: 'agent',
    provider: practice,
    target: { agentId: '', apiKey: '', baseUrl: '', origin: '' },
    route: { agentFor: () => undefined, tls: {} },
    clock,
    random: () => 1,
    calls: new Calls(clock, (key) => key),
    registry,
  };
  return {
    name: 'agent',
    provider: practice,
    registry,
    pool,
    reach: {},
    agentId: '',
    seen: new Seen(),
    inquire: () => Promise.reject(new Error('Nothing is asked here')),
    dismiss: () => Promise.resolve(),
    openSession: (key, opening, told) => pool.add(key, () => new Session(key, opening, around, told)),
  };
}
