// Owns the life of a simulator: it listens on a port of 127.0.0.1, and when it is closed nothing is left of it.
// Does not know any provider.

import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../nodes/lib/clock.js';
import { gate } from './gate.js';
import { growing } from './growing.js';
import { takeRequest } from './rest.js';
import { isStep, type RequestFault } from './script.js';
import type { House, Service } from './service.js';
import type { Simulator, SimulatorOptions } from './simulator.js';
import { takeUpgrade } from './upgrade.js';

/** Rejects when the port cannot be had. */
export async function serve(service: Service, options: SimulatorOptions): Promise<Simulator> {
  const clock = options.clock ?? systemClock;
  const house: House = {
    service,
    clock,
    gate: gate(clock),
    requests: growing(),
    upgrades: growing(),
    conversations: growing(),
    begun: growing(),
    watch: options.watch ?? (() => {}),
  };
  house.gate.spoil(...(options.script ?? []).filter((entry): entry is RequestFault => !isStep(entry)));
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: 64 * 1024 * 1024,
    // A client that offers subprotocols and gets none back fails; one that offers none must not get any.
    handleProtocols: (offered) => (offered.has('convai') ? 'convai' : false),
  });
  const server = createServer((incoming, response) => void takeRequest(house, incoming, response));
  server.on('upgrade', (incoming, socket, head) => takeUpgrade(house, webSockets, incoming, socket, head));
  const hangUp = onEverySocket(server);
  const port = await listen(server, options.port ?? 0);
  return simulatorOf(house, `http://127.0.0.1:${port}`, async () => {
    hangUp();
    await new Promise((resolve) => server.close(resolve));
    await Promise.all(house.conversations.items.map((conversation) => conversation.ended));
  });
}

function simulatorOf(house: House, origin: string, stop: () => Promise<void>): Simulator {
  const { service, requests, upgrades, conversations, begun } = house;
  let closing: Promise<void> | undefined;
  return {
    origin,
    agentId: service.agentId,
    apiKey: service.apiKey,
    conversations: conversations.items,
    requests: requests.items,
    upgrades: upgrades.items,
    conversation: (index = 0) => begun.when(any, index),
    request: (index = 0) => requests.when(any, index),
    upgrade: (index = 0) => upgrades.when(any, index),
    spoil: house.gate.spoil,
    close: () => {
      for (const list of [begun, requests, upgrades]) list.end('The simulator was closed.');
      return (closing ??= stop());
    },
  };
}

const any = () => true;

/** Cuts every connection, upgraded ones and held ones included, which `server.close` alone would wait for. */
function onEverySocket(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return () => sockets.forEach((socket) => socket.destroy());
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
