// What `npm test` runs: build, style, then every room of tests in Node-RED 4.1 and, where it matters, in 5.0.
//   npm test                            everything
//   npm test -- unit nodes              some rooms: unit contract nodes examples package editor scorecard
//   npm test -- nodes --grep "timeout"  what starts with a dash, and all after it, goes to mocha
// Ends with what was left out and why, and `N passed, N failed` alone on the last line.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { STYLE_CHECKS, runChecks } from './check.mjs';
import { firstLine, npmCli, registryAnswers, root, secondLine } from './runtimes.mjs';

const { resolve } = createRequire(import.meta.url);
const mocha = join(dirname(resolve('mocha/package.json')), 'bin', 'mocha.js');
const c8 = join(dirname(resolve('c8/package.json')), 'bin', 'c8.js');
const compiled = join(root, '.build-test', 'test');
const reports = join(root, '.cache', 'reports');

const RUN_MINUTES = 5;
const ROOMS = ['unit', 'contract', 'nodes', 'examples', 'package', 'editor', 'scorecard'];

const args = process.argv.slice(2);
const dash = args.findIndex((arg) => arg.startsWith('-'));
const asked = dash < 0 ? args : args.slice(0, dash);
const forMocha = dash < 0 ? [] : args.slice(dash);
const results = [];
const skips = [];

/** The rooms of these that were asked for. */
function rooms(...names) {
  return names.filter((name) => asked.length === 0 || asked.includes(name));
}

/** Test files of a room: a folder of test/, or one file `folder/name`. */
function filesOf(room) {
  const file = join(compiled, `${room}.test.js`);
  if (existsSync(file)) return [file];
  const folder = join(compiled, room);
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.js'));
  return found.map((name) => join(folder, name)).toSorted();
}

/** One mocha process over some rooms in one line of Node-RED. */
async function mochaRun(names, line, { coverage = false } = {}) {
  const title = `${names.join(', ')} in ${line.label}`;
  console.log(`\n== ${title}`);
  const empty = names.filter((name) => filesOf(name).length === 0);
  const files = names.flatMap(filesOf);
  const report = join(reports, `${results.length}.json`);
  const mochaArgs = [
    '--enable-source-maps',
    mocha,
    '--reporter',
    join(compiled, 'support', 'reporter.js'),
    ...forMocha,
    ...files,
  ];
  const command = coverage ? [c8, ...coverageArgs(), line.node, ...mochaArgs] : mochaArgs;
  const started = Date.now();
  const status =
    files.length > 0
      ? await end(
          spawn(line.node, command, {
            cwd: root,
            stdio: 'inherit',
            env: { ...process.env, NODE_RED_DIR: line.dir, REPORT_FILE: report, npm_execpath: npmCli() },
          }),
        )
      : 0;
  results.push({ title, seconds: (Date.now() - started) / 1000, ...numbers(report, status, files, empty) });
}

/** Exit status; a run that does not end is ended. */
function end(child) {
  return new Promise((done) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), RUN_MINUTES * 60_000);
    child.once('exit', (code) => {
      clearTimeout(limit);
      done(code ?? -1);
    });
  });
}

function numbers(report, status, files, empty) {
  const none = empty.map((name) => `Room ${name} has no tests`);
  if (files.length === 0) return { passed: 0, failed: none.length, failures: none };
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: [`The run ended early, with ${status}`] };
  const { passed, failed, failures } = JSON.parse(readFileSync(report, 'utf8'));
  const silent = failed === 0 && status !== 0 ? [`The run ended with ${status}`] : [];
  const more = [...none, ...silent];
  return { passed, failed: failed + more.length, failures: [...failures, ...more] };
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
    '--exclude-after-remap',
  ];
  const output = ['--reporter', 'text', '--reporterOptions.text.maxCols=0', '--skip-full'];
  return [...scope, ...output, '--temp-directory', join(root, 'coverage', 'tmp')];
}

/** A step that passes or fails as a whole. */
function step(title, failures) {
  results.push({
    title,
    passed: failures.length === 0 ? 1 : 0,
    failed: failures.length,
    failures,
    seconds: 0,
  });
  return failures.length === 0;
}

function build() {
  const failures = [[], ['--tests']].filter((flags) => {
    return (
      spawnSync(process.execPath, ['scripts/build.mjs', ...flags], { cwd: root, stdio: 'inherit' }).status !==
      0
    );
  });
  return step(
    'build',
    failures.map((flags) => `The build ${flags.join(' ')}`.trim()),
  );
}

/** The second line, or undefined once the reason for leaving it out is noted. */
function askSecondLine() {
  const line = secondLine();
  if (!line.skip) return line;
  skips.push(`everything in Node-RED 5.0: ${line.skip}`);
  return undefined;
}

async function runRooms() {
  const first = firstLine();
  const inProcess = rooms('unit', 'contract', 'nodes', 'examples');
  if (inProcess.length > 0) await mochaRun(inProcess, first, { coverage: true });

  const twice = rooms('nodes', 'examples', 'package', 'editor');
  const second = twice.length > 0 ? askSecondLine() : undefined;
  const again = rooms('nodes', 'examples');
  if (second && again.length > 0) await mochaRun(again, second);

  if (rooms('package').length > 0) await packageRoom(first, second);
  for (const line of [first, second]) {
    if (line && rooms('editor').length > 0) await mochaRun(['editor'], line);
  }
}

/** What is in the tarball, then the tarball installed; both last steps need the npm registry. */
async function packageRoom(first, second) {
  await mochaRun(['package/tarball'], first);
  if (!registryAnswers()) {
    skips.push('the installed tarball: the npm registry is not within reach');
    return;
  }
  for (const line of [first, second]) if (line) await mochaRun(['package/installed'], line);
}

async function scorecard() {
  if (registryAnswers()) await mochaRun(['package/scorecard'], firstLine());
  else skips.push('the scorecard: the npm registry is not within reach');
}

function sum() {
  const passed = results.reduce((total, one) => total + one.passed, 0);
  const failed = results.reduce((total, one) => total + one.failed, 0);
  const tests = results
    .filter(({ title }) => title.includes(' in '))
    .reduce((total, one) => total + one.passed + one.failed, 0);
  console.log('\n== All runs');
  for (const one of results) {
    console.log(
      `${one.failed === 0 ? 'ok    ' : 'FAILED'}  ${one.title}: ${one.passed} passed, ${one.failed} failed (${one.seconds.toFixed(1)} s)`,
    );
    for (const failure of one.failures) console.log(`          ${failure}`);
  }
  for (const skip of skips) console.log(`Skipped: ${skip}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && tests > 0 ? 0 : 1;
}

const unknown = asked.filter((name) => !ROOMS.includes(name));
if (unknown.length > 0) {
  console.error(`No such room: ${unknown.join(', ')}. There are ${ROOMS.join(', ')}.`);
  process.exit(1);
}
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const built = build();
if (asked.length === 0) for (const check of STYLE_CHECKS) step(check[0], runChecks([check]));
if (built) await runRooms();
if (built && rooms('scorecard').length > 0) await scorecard();
sum();
