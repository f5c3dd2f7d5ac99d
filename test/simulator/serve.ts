// Owns the listening end of a simulator: HTTP requests, upgrades, spoilt ones, and the record of all of them.
// Does not know any provider: a service says what to answer.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../nodes/lib/clock.js';
import type { JsonObject } from '../../nodes/lib/shared/json.js';
import { answerRequest, readRequest, refuseUpgrade } from './answers.js';
import { conversationOf, type Talk } from './conversation.js';
import { faults, type Faults } from './faults.js';
import { growing } from './growing.js';
import { openLine, type Line } from './line.js';
import { isStep, type RequestFault } from './script.js';
import type { Conversation, RecordedRequest, Simulator, SimulatorOptions } from './simulator.js';

export interface Service {
  readonly agentId: string;
  readonly apiKey: string;
  answer(request: RecordedRequest): Answer;
  /** An upgrade is refused with an HTTP answer, or a conversation begins. */
  admit(request: RecordedRequest): Answer | ((line: Line) => Talk);
  /** The service's way to put an error into a body. */
  errorBody(status: number, text: string): JsonObject;
}

export interface Answer {
  status: number;
  body: JsonObject | string;
}

/** Listens until it is closed. Rejects when the port cannot be had. */
export async function serve(service: Service, options: SimulatorOptions): Promise<Simulator> {
  const server = createServer();
  const house = houseFor(service, options);
  server.on('request', (request, response) => void house.onRequest(request, (answer) => answerRequest(response, answer)));
  server.on('upgrade', (request, socket, head) => house.onUpgrade(request, socket, head));
  await listen(server, options.port ?? 0);
  return simulatorOf(service, server, house);
}

type House = ReturnType<typeof houseFor>;

function houseFor(service: Service, options: SimulatorOptions) {
  const watch = options.watch ?? (() => {});
  const clock = options.clock ?? systemClock;
  const requests = growing<RecordedRequest>();
  const upgrades = growing<RecordedRequest>();
  const conversations = growing<Conversation>();
  const sockets = new Set<Duplex>();
  const spoilt = faults();
  spoilt.add(...(options.script ?? []).filter((entry): entry is RequestFault => !isStep(entry)));
  const webSockets = new WebSocketServer({
    noServer: true,
    closeTimeout: 2000,
    maxPayload: 64 * 1024 * 1024,
    // A client that offers subprotocols and gets none back fails; one that offers none must not get any.
    handleProtocols: (offered) => (offered.has('convai') ? 'convai' : false),
  });

  /** Does the work, or spoils it. `work` may come later, or never. */
  const unlessSpoilt = (kind: 'request' | 'upgrade', refuse: (answer: Answer) => void, work: () => void) => {
    const fault = spoilt.take(kind);
    if (!fault) return work();
    if (fault.fault === 'slow-handshake') return void (fault.ms !== undefined && clock.after(fault.ms, work));
    const text = `Spoilt by the script: ${fault.status}`;
    return refuse({ status: fault.status, body: fault.body ?? service.errorBody(fault.status, text) });
  };

  const onRequest = async (incoming: IncomingMessage, reply: (answer: Answer) => void) => {
    const request = await readRequest(incoming);
    requests.add(request);
    const answer = (given: Answer) => {
      request.status = given.status;
      watch({ kind: 'request', request });
      reply(given);
    };
    unlessSpoilt('request', answer, () => answer(service.answer(request)));
  };

  const onUpgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    const request: RecordedRequest = { ...urlOf(incoming), body: '', status: 0 };
    upgrades.add(request);
    const refuse = (answer: Answer) => {
      request.status = answer.status;
      watch({ kind: 'upgrade', request });
      refuseUpgrade(socket, answer);
    };
    unlessSpoilt('upgrade', refuse, () => {
      const admitted = service.admit(request);
      if (typeof admitted !== 'function') return refuse(admitted);
      request.status = 101;
      watch({ kind: 'upgrade', request });
      // What a service says first leaves in the same write as the upgrade itself: a client has to be ready for it.
      socket.cork();
      webSockets.handleUpgrade(incoming, socket, head, (webSocket) => {
        const id = `conv_${conversations.items.length + 1}`;
        const { line, manners } = openLine({ id, request, socket, webSocket, watch }, admitted);
        conversations.add(conversationOf(line, manners));
      });
      socket.uncork();
    });
  };

  return { requests, upgrades, conversations, sockets, spoilt, webSockets, onRequest, onUpgrade };
}
