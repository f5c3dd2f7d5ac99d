// Owns running a flow in the Node-RED of this run, inside the test process, by node-red-node-test-helper. Importing this
// file is enough: the server starts before the first test and stops after the last, and each flow is unloaded at the end of
// its test. For what needs the whole product (editor, credentials file, restart) there is node-red.ts.

import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Node, NodeInitializer } from 'node-red';
import helper from 'node-red-node-test-helper';
import { coreModule } from './core-nodes.js';
import type { Credentials, FlowNode } from './flow.js';
import { installed, NODE_RED_DIR, NODE_TYPES } from './project.js';
import { atEnd } from './teardown.js';

/** What runs: a flow builder, or a flow read from a file with its credentials. */
export interface Runnable {
  readonly nodes: FlowNode[];
  readonly credentials?: Credentials;
}

export interface LogEntry {
  level: number;
  id?: string;
  type?: string;
  msg: unknown;
}

const NOT_NODES = new Set(['tab', 'group', 'subflow']);
const load = createRequire(__filename);

helper.init(createRequire(join(NODE_RED_DIR, 'package.json')).resolve('node-red'));
// The helper registers these three once for each node in the flow, and Node-RED refuses the second time.
Object.assign(helper, { _nodeModules: {} });

before(() => helper.startServer());
after(() => helper.stopServer());

/** Starts a flow with our nodes and the core nodes it uses; fails unless every node of it is there. */
export async function run(flow: Runnable, extra: readonly NodeInitializer[] = []): Promise<void> {
  const { nodes } = flow;
  const core = new Set(nodes.map(({ type }) => coreModule(type)).filter((path) => path !== undefined));
  const modules = [
    ...NODE_TYPES.map((type) => initializer(ownModule(type))),
    ...[...core].map(initializer),
    ...extra,
  ];
  atEnd(() => helper.unload());
  await helper.load(modules, nodes, flow.credentials ?? {});
  assertStarted(nodes);
}

/** Deploys a changed flow over the running one. */
export async function redeploy(flow: Runnable, type: 'full' | 'flows' | 'nodes'): Promise<void> {
  const { nodes } = flow;
  await helper.setFlows(nodes, type, flow.credentials ?? {});
  assertStarted(nodes);
}

/** A running node by its id. */
export function node(id: string): Node {
  // The types promise a node always; there is none when its constructor threw.
  const found: Node | null = helper.getNode(id);
  assert.ok(found, `No node ${id} is running`);
  return found;
}

/** Everything logged since the flow was started, or what one node logged. */
export function logged(id?: string): LogEntry[] {
  const entries: LogEntry[] = helper.log().args.map(([entry]) => entry);
  return id === undefined ? entries : entries.filter((entry) => entry.id === id);
}

/** What the admin API of the running flow answers; fails on any status but 200. */
export async function callAdmin(
  method: 'get' | 'post' | 'delete',
  path: string,
  body?: object,
): Promise<string> {
  const asked = helper.request()[method](path);
  return (await (body ? asked.send(body) : asked).expect(200)).text;
}

/** Asks the admin API of the running flow; gives the body of the answer, and fails on any status but 200. */
export async function askAdmin(path: string, body?: unknown): Promise<string> {
  const asked =
    body === undefined ? helper.request().get(path) : helper.request().post(path).send(Object(body));
  return (await asked.expect(200)).text;
}

/** Where the running test server listens, such as `http://127.0.0.1:41234`. */
export function serverUrl(): string {
  return helper.url();
}

function assertStarted(nodes: readonly FlowNode[]): void {
  // What stands in a subflow is a pattern: its copies have ids of their own. What stands on a disabled tab does not start.
  const apart = nodes.filter(({ type, disabled }) => type === 'subflow' || disabled === true);
  const away = new Set(apart.map(({ id }) => id));
  const wanted = nodes.filter(
    (one) => !NOT_NODES.has(one.type) && one['d'] !== true && !away.has(one.z ?? ''),
  );
  const missing = wanted.filter((one) => helper.getNode(one.id) === null);
  const names = missing.map((one) => `${one.id} (${one.type})`).join(', ');
  const faults = logged().filter(({ level }) => level <= 30);
  assert.equal(
    missing.length,
    0,
    `Not started: ${names}\n${faults.map(({ msg }) => String(msg)).join('\n')}`,
  );
}

function ownModule(type: string): string {
  return join(__dirname, '..', '..', 'nodes', `${type}.js`);
}

/** A node file's initializer; ours export it as default, core nodes as the module itself. */
function initializer(path: string): NodeInitializer {
  const module: NodeInitializer & { default?: NodeInitializer } = load(path);
  const register = module.default ?? module;
  // The helper's stand-in for the runtime leaves out the hooks; the product always has them.
  return (RED) => register(Object.assign(RED, { hooks: runtimeHooks() }));
}

function runtimeHooks(): unknown {
  const util: { hooks: unknown } = load(installed('@node-red/util'));
  return util.hooks;
}
