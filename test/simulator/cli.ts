// Owns the command behind `npm run simulate`: starts a simulator, prints what happens, ends with Ctrl-C.

import { BadArguments, readArguments, type Order } from './cli-options.js';
import { HELP, introduction, sayEvent } from './cli-words.js';
import { startElevenLabs } from './elevenlabs.js';
import type { Seen } from './simulator.js';
import { startVatel } from './vatel.js';

/** Sets the exit code: 2 for a command line that cannot be followed, 1 when the port cannot be had. */
async function main(args: readonly string[]): Promise<void> {
  try {
    const order = readArguments(args);
    if (order === 'help') console.log(HELP);
    else await run(order);
  } catch (fault) {
    console.error(sayFault(fault));
    if (fault instanceof BadArguments) console.error('What it takes: npm run simulate -- --help');
    process.exitCode = fault instanceof BadArguments ? 2 : 1;
  }
}

async function run(order: Order): Promise<void> {
  const start = order.service === 'vatel' ? startVatel : startElevenLabs;
  const simulator = await start({ ...order.options, watch: print });
  console.log(introduction(order, simulator));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close().then(() => console.log('Ended.')));
  }
}

function print(event: Seen): void {
  console.log(sayEvent(event));
}

/** What went wrong, for the person who typed the command. */
function sayFault(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const inUse = 'code' in fault && fault.code === 'EADDRINUSE';
  return inUse ? 'The port is in use. Take another one with --port, or 0 for any free one.' : fault.message;
}

void main(process.argv.slice(2));
