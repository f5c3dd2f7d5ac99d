// Owns opening the socket of a conversation, or refusing it with an HTTP answer.

import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import { conversationOf } from './conversation.js';
import { openLine } from './line.js';
import { recorded, spoilt, written } from './rest.js';
import type { Answer, House } from './service.js';

export function takeUpgrade(
  house: House,
  webSockets: WebSocketServer,
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { service, watch } = house;
  const request = recorded(incoming, '');
  // A client may give up while it is held back.
  socket.on('error', () => {});

  const refuse = (answer: Answer) => {
    request.status = answer.status;
    watch({ kind: 'upgrade', request });
    socket.end(responseText(answer));
  };

  const proceed = () => {
    const talkFor = service.admit(request);
    if (typeof talkFor !== 'function') return refuse(talkFor);
    request.status = 101;
    watch({ kind: 'upgrade', request });
    // What a service says first leaves in the same write as the upgrade itself: a client has to be ready for it.
    socket.cork();
    webSockets.handleUpgrade(incoming, socket, head, (webSocket) => {
      const id = `conv_${house.conversations.items.length + 1}`;
      const { line, manners } = openLine({ id, request, socket, webSocket, watch }, talkFor);
      const conversation = conversationOf(line, manners);
      house.conversations.add(conversation);
      void line.begun.then(() => house.begun.add(conversation));
    });
    socket.uncork();
  };

  house.gate.pass('upgrade', (fault) => refuse(spoilt(fault, service)), proceed);
  house.upgrades.add(request);
}

function responseText(answer: Answer): string {
  const { head, body } = written(answer);
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? 'Unknown'}`, ...lines, '', body].join(
    '\r\n',
  );
}
