// Owns who takes part in the benchmark and how each is started: every one in a process of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FlowBuilder } from '../support/flow.js';
import { startNodeRed } from '../support/node-red.js';
import { ROOT } from '../support/project.js';
import { fewest, followed, handWired, ours } from './flows.js';
import type { BenchProvider, Line } from './provider.js';

export interface Contestant {
  /** Short, also its name at the provider. */
  name: string;
  title: string;
  /** Starts it; resolves when the provider has its line. */
  start(provider: BenchProvider): Promise<Running>;
}

export interface Running {
  line: Line;
  stop(): Promise<void>;
}

export const OURS = 'ours';
export const FEWEST = 'fewest';
export const FOLLOWED = 'followed';

export const CONTESTANTS: readonly Contestant[] = [
  { name: 'bare', title: 'bare ws client', start: startBareClient },
  inNodeRed(FEWEST, 'fewest core nodes', fewest, null),
  inNodeRed(FOLLOWED, 'the same, while one of our calls is open', followed, ROOT),
  inNodeRed('hand-wired', 'hand-wired core nodes', handWired, null),
  inNodeRed(OURS, 'agent-tool, Function, agent-reply', ours, ROOT),
];

async function startBareClient(provider: BenchProvider): Promise<Running> {
  const client = join(__dirname, 'bare-client.js');
  const child = spawn(process.execPath, [client, `ws://${provider.host}/bare`], { stdio: 'inherit' });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { line: await provider.line('bare'), stop };
}

function inNodeRed(
  name: string,
  title: string,
  makeFlow: (host: string, name: string) => FlowBuilder,
  packageDir: string | null,
): Contestant {
  async function start(provider: BenchProvider): Promise<Running> {
    const { nodes: flows, credentials } = makeFlow(provider.host, name);
    const red = await startNodeRed({ flows, credentials, packageDir });
    try {
      return { line: await provider.line(name), stop: () => red.stop() };
    } catch (error) {
      await red.stop();
      throw new Error(red.lines.slice(-10).join('\n'), { cause: error });
    }
  }
  return { name, title, start };
}
