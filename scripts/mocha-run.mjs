// Owns one mocha process over some rooms of the compiled tests, in one line of Node-RED, and its numbers. Does not decide
// what is run.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { npmCli, root } from './runtimes.mjs';

const { resolve } = createRequire(import.meta.url);
const mocha = join(dirname(resolve('mocha/package.json')), 'bin', 'mocha.js');
const c8 = join(dirname(resolve('c8/package.json')), 'bin', 'c8.js');
const compiled = join(root, '.build-test', 'test');
const reporter = join(compiled, 'support', 'reporter.js');

/** A run that takes longer has hung. */
const LIMIT_MS = 20 * 60_000;

let runs = 0;

/**
 * Runs rooms (folders of test/, or one file as `folder/name`) and answers `{ passed, failed, failures, output }`. A room
 * without tests is a failure, and so is a run that ends early or not at all. `apart`: something else runs beside it, so
 * its output is kept and answered, and not printed.
 */
export async function mochaRun(rooms, line, { coverage = false, apart = false, forMocha = [] }) {
  const empty = rooms.filter((room) => filesOf(room).length === 0).map((room) => `Room ${room} has no tests`);
  const files = rooms.flatMap(filesOf);
  if (files.length === 0) return { passed: 0, failed: empty.length, failures: empty };
  const report = join(root, '.cache', `report-${process.pid}-${(runs += 1)}.json`);
  mkdirSync(dirname(report), { recursive: true });
  const command = ['--enable-source-maps', mocha, '--reporter', reporter, ...forMocha, ...files];
  const child = spawn(line.node, coverage ? [c8, ...coverageArgs(), line.node, ...command] : command, {
    cwd: root,
    stdio: apart ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, NODE_RED_DIR: line.dir, REPORT_FILE: report, npm_execpath: npmCli() },
  });
  const output = apart ? printed(child) : undefined;
  const { passed, failed, failures } = readReport(report, await ended(child));
  return { passed, failed: failed + empty.length, failures: [...failures, ...empty], output: output?.() };
}

function filesOf(room) {
  const file = join(compiled, `${room}.test.js`);
  if (existsSync(file)) return [file];
  const folder = join(compiled, room);
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.js'));
  return found.map((name) => join(folder, name)).toSorted();
}

/** Text, per folder and file, with every uncovered line; without `--exclude-after-remap` all would be 0 %. */
function coverageArgs() {
  const scope = [
    '--src',
    'nodes',
    '--include',
    'nodes/**',
    '--exclude',
    'nodes/editor/**',
    '--exclude',
    'nodes/talk/**',
    '--exclude-after-remap',
  ];
  const output = ['--reporter', 'text', '--reporterOptions.text.maxCols=0', '--skip-full'];
  return [...scope, ...output, '--temp-directory', join(root, 'coverage', 'tmp')];
}

/** All that a process prints, in its order; asked for when it has ended. */
function printed(child) {
  const pieces = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString();
}

/** Its exit status, once all is read that it has printed. */
function ended(child) {
  return new Promise((done) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.once('close', (code) => {
      clearTimeout(limit);
      done(code);
    });
  });
}

function readReport(report, status) {
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: [`The run ended early, with ${status}`] };
  const { passed, failed, failures } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(report);
  if (failed > 0 || status === 0) return { passed, failed, failures };
  return { passed, failed: 1, failures: [`The run ended with ${status}`] };
}
