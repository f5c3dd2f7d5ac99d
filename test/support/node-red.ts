// Owns a real Node-RED in a process of its own, as a user runs it, on a free port of 127.0.0.1. Not for tests of single
// nodes: those run in the test helper.

import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { openAdmin, type Admin } from './admin.js';
import type { Credentials, FlowNode } from './flow.js';
import { NODE_RED_DIR, PACKAGE, ROOT, installed } from './project.js';
import { within } from './within.js';

export interface NodeRedOptions {
  /** Folder whose node_modules hold Node-RED; by default that of this run. */
  dir?: string;
  /** The Node that runs it; by default the one that runs the tests. */
  node?: string;
  /** A user dir that is there already; by default a temporary one, removed on stop. */
  userDir?: string;
  /** The package linked into the user dir; `null` for none. By default the project, which must be built. */
  packageDir?: string | null;
  nodesDir?: string;
  flows?: FlowNode[];
  credentials?: Credentials;
  /** Further entries of settings.js; plain data. */
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
}

/** Its admin API, where `deploy` resolves when the new flows run. */
export interface NodeRed extends Admin {
  readonly userDir: string;
  /** Every line it has logged. */
  readonly lines: readonly string[];
  /** Emits `line` with each line logged. */
  readonly log: EventEmitter<{ line: [string] }>;
  /** The first line that matches, also one that was logged already; `from` is an index of `lines` to start at. */
  line(pattern: RegExp, milliseconds?: number, from?: number): Promise<string>;
  /** Stops it as a service manager would. Fails when it does not end in time, or ends with an error. */
  stop(): Promise<void>;
}

/** Starts Node-RED and waits until its flows run. Ask for `red.stop` at the end. */
export async function startNodeRed(options: NodeRedOptions = {}): Promise<NodeRed> {
  const userDir = options.userDir ?? (await mkdtemp(join(tmpdir(), 'agent-tools-')));
  await prepare(userDir, options);
  const red = join(installed('node-red', options.dir ?? NODE_RED_DIR), 'red.js');
  const child = spawn(options.node ?? process.execPath, [red, '--userDir', userDir], {
    cwd: userDir,
    env: { ...process.env, NODE_V8_COVERAGE: '', NODE_OPTIONS: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const exited = once(child, 'exit');
  const { lines, log, line } = readLog(child);

  async function stop(): Promise<void> {
    const running = child.exitCode === null && child.signalCode === null;
    if (running) child.kill('SIGTERM');
    try {
      const [code] = await within(10_000, 'Node-RED stops', exited, () => tail(lines));
      if (running && code !== 0) throw new Error(`Node-RED ended with ${String(code)}\n${tail(lines)}`);
    } finally {
      child.kill('SIGKILL');
      process.off('exit', killWithUs);
      if (options.userDir === undefined) await rm(userDir, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  try {
    const admin = openAdmin(await started(line));
    async function deploy(...args: Parameters<Admin['deploy']>): Promise<void> {
      const from = lines.length;
      await admin.deploy(...args);
      // Node-RED 5 answers before the new nodes are there.
      await line(/Started (modified )?(flows|nodes)/, 20_000, from);
    }
    return { ...admin, deploy, userDir, lines, log, line, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}

/** The address, once it listens and the flows run. A missing node type would leave them waiting for ever. */
async function started(line: NodeRed['line']): Promise<string> {
  const [, state] = await Promise.all([
    line(/Server now running at/, 30_000),
    line(/Started flows|Waiting for missing types|Error loading flows/, 30_000),
  ]);
  if (!state.includes('Started flows')) throw new Error(`The flows do not run: ${state}`);
  const [address = ''] = /https?:\S+/.exec(await line(/Server now running at/)) ?? [];
  return address.replace(/\/$/, '');
}

async function prepare(userDir: string, options: NodeRedOptions): Promise<void> {
  const settings = {
    uiPort: 0,
    uiHost: '127.0.0.1',
    flowFile: 'flows.json',
    credentialSecret: false,
    lang: 'en-US',
    logging: { console: { level: 'info', metrics: false, audit: false } },
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false },
    externalModules: { autoInstall: false, palette: { allowInstall: false } },
    ...(options.nodesDir === undefined ? {} : { nodesDir: options.nodesDir }),
    ...options.settings,
  };
  await mkdir(userDir, { recursive: true });
  await writeFile(join(userDir, 'settings.js'), `module.exports = ${JSON.stringify(settings, null, 2)};\n`);
  if (options.flows) await writeFile(join(userDir, 'flows.json'), JSON.stringify(options.flows));
  if (options.credentials)
    await writeFile(join(userDir, 'flows_cred.json'), JSON.stringify(options.credentials));
  const packageDir = options.packageDir === undefined ? ROOT : options.packageDir;
  if (packageDir !== null) await link(packageDir, installed(PACKAGE, userDir));
}

/** What `npm install <folder>` does. A junction, so that Windows asks for no rights. */
async function link(packageDir: string, at: string): Promise<void> {
  if (existsSync(at)) return;
  await mkdir(dirname(at), { recursive: true });
  await symlink(packageDir, at, 'junction');
}

function readLog(child: ChildProcess): Pick<NodeRed, 'lines' | 'log' | 'line'> {
  const lines: string[] = [];
  const log = new EventEmitter<{ line: [string] }>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (text) => {
      lines.push(text);
      log.emit('line', text);
    });
  }
  const ended = once(child, 'close').then(([code]): never => {
    throw new Error(`Node-RED has ended (${String(code)})\n${tail(lines)}`);
  });
  ended.catch(() => {});
  return {
    lines,
    log,
    async line(pattern, milliseconds = 5000, from = 0) {
      const there = lines.slice(from).find((text) => pattern.test(text));
      if (there !== undefined) return there;
      const next = new Promise<string>((resolve) => {
        log.on('line', function look(text) {
          if (!pattern.test(text)) return;
          log.off('line', look);
          resolve(text);
        });
      });
      return within(milliseconds, `A log line like ${String(pattern)}`, Promise.race([next, ended]), () =>
        tail(lines),
      );
    },
  };
}

function tail(lines: readonly string[]): string {
  return lines.slice(-15).join('\n');
}
