// Owns a real MQTT broker, Mosquitto, in a process of its own on a free port of 127.0.0.1. Speaks no MQTT itself: the
// nodes under test do.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { within } from './within.js';

export interface Broker {
  readonly port: number;
  stop(): Promise<void>;
}

/** The command; `undefined` where there is none, and tests that need a broker are left out. `npm test` says so. */
export const MOSQUITTO = process.env['MOSQUITTO'];

/** Starts it, and waits until it takes connections. Ask for `stop` at the end. */
export async function startBroker(): Promise<Broker> {
  if (MOSQUITTO === undefined) throw new Error('Mosquitto is not installed');
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'broker-'));
  const config = join(folder, 'mosquitto.conf');
  await writeFile(config, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const child = spawn(MOSQUITTO, ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const running = new Promise<void>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (line.endsWith(' running')) resolve();
    });
  });
  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    await within(5000, 'Mosquitto stops', exited).finally(killWithUs);
    process.off('exit', killWithUs);
    await rm(folder, { recursive: true, force: true });
  }
  try {
    const ended = exited.then(() => Promise.reject(new Error('Mosquitto has ended')));
    await within(5000, 'Mosquitto runs', Promise.race([running, ended]), () => lines.join('\n'));
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  return { port, stop };
}

/** A port that nothing listens at just now. Mosquitto cannot be asked for any port and say which. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
