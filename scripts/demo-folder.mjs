// The folder that a demo keeps its things in: one run a folder, the first example with a talk page in a new one, the
// package linked into it. Owns no Node-RED.

import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const FLOWS = 'flows.json';
const MOST = 20;

/** The folder, or the next one beside it while another run uses it; says so. Ours until this process ends. */
export function takeFolder(wanted, say) {
  for (let number = 1; number <= MOST; number += 1) {
    const folder = number === 1 ? wanted : `${wanted}-${number}`;
    mkdirSync(folder, { recursive: true });
    if (lock(join(folder, 'running.pid'))) return folder;
    say(`${folder} is used by another start. Trying the next one.`);
  }
  throw new Error(`${MOST} others run already: end some of them.`);
}

/** True when it is ours. What a run left that did not end by itself counts no more. */
function lock(file) {
  const owner = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (owner !== '' && !isAlive(Number(owner))) rmSync(file, { force: true });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (fault) {
    if (fault.code === 'EEXIST') return false;
    throw fault;
  }
  process.once('exit', () => rmSync(file, { force: true }));
  return true;
}

/** Signal 0 asks and does nothing. */
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === 'EPERM';
  }
}

/** What the user changed in an earlier start stays. Answers why the flows cannot be read; nothing where they can. */
export function prepareFlows(folder, example) {
  const file = join(folder, FLOWS);
  if (!existsSync(file)) writeFileSync(file, withTalkPage(readFileSync(example, 'utf8')));
  try {
    const flows = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(flows) ? undefined : 'it holds no list of nodes';
  } catch (fault) {
    return fault.message;
  }
}

/** An example serves no page by itself: whoever imports it may not want one. Here nobody else can reach it. */
function withTalkPage(example) {
  const nodes = JSON.parse(example).map((node) =>
    node.type === 'agent-session' ? { ...node, talk: true } : node,
  );
  return JSON.stringify(nodes, null, 2);
}

/** What `npm install <project>` would do. A junction, so that Windows asks for no rights. */
export function linkPackage(folder, name, root) {
  const at = join(folder, 'node_modules', name);
  if (existsSync(at) && realpathSync(at) === realpathSync(root)) return;
  rmSync(at, { recursive: true, force: true });
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(root, at, 'junction');
}
