// What `npm test` runs: build, style, then every room of tests in Node-RED 4.1 and, where it matters, in 5.0.
//   npm test                            everything
//   npm test -- unit nodes              some rooms: unit simulator contract nodes examples package editor talk scorecard
//   npm test -- nodes --grep "timeout"  what starts with a dash, and all after it, goes to mocha
// Ends with what was left out and why, and `N passed, N failed` alone on the last line.

import { spawnSync } from 'node:child_process';
import { findBroker } from './broker.mjs';
import { STYLE_CHECKS, runChecks } from './check.mjs';
import { mochaRun } from './mocha-run.mjs';
import { firstLine, registryAnswers, root, secondLine } from './runtimes.mjs';

const ROOMS = [
  'unit',
  'simulator',
  'contract',
  'nodes',
  'examples',
  'package',
  'editor',
  'talk',
  'scorecard',
];

const args = process.argv.slice(2);
const dash = args.findIndex((arg) => arg.startsWith('-'));
const asked = dash < 0 ? args : args.slice(0, dash);
const forMocha = dash < 0 ? [] : args.slice(dash);
const results = [];
const skips = [];

/** Those of the rooms that were asked for. */
function rooms(...names) {
  return names.filter((name) => asked.length === 0 || asked.includes(name));
}

/** Runs something that answers `{ passed, failed, failures, output }`, and keeps the numbers. */
async function step(title, act) {
  console.log(`\n== ${title}`);
  const started = Date.now();
  const { output = '', ...result } = await act();
  // What ran beside something else is told in one piece, below its own title.
  if (output) console.log(`\n== ${title}, as it went\n${output}`);
  results.push({ title, ...result, seconds: (Date.now() - started) / 1000 });
  return result.failed === 0;
}

function check(title, act) {
  return step(title, () => {
    const passes = act();
    return { passed: passes ? 1 : 0, failed: passes ? 0 : 1, failures: [] };
  });
}

function tests(names, line, options = {}) {
  if (!line || names.length === 0) return undefined;
  return step(`${names.join(', ')} in ${line.label}`, () => mochaRun(names, line, { ...options, forMocha }));
}

function build(...flags) {
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs', ...flags], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

async function runRooms() {
  const first = firstLine();
  const twice = rooms('nodes', 'examples', 'package', 'editor', 'talk').length > 0;
  const second = twice ? orSkip('everything in Node-RED 5.0', secondLine()) : undefined;
  if (rooms('nodes', 'examples').length > 0) offerBroker();
  await tests(rooms('unit', 'simulator', 'contract', 'nodes', 'examples'), first, { coverage: true });
  await tests(rooms('nodes', 'examples'), second);
  if (rooms('package').length > 0) await tests(['package/tarball'], first);
  // Browsers mostly wait: both lines of Node-RED take little longer than one.
  await Promise.all([inBrowser(first), inBrowser(second)]);
  await runInstalled(first, second);
}

async function inBrowser(line) {
  for (const room of rooms('editor', 'talk')) await tests([room], line, { apart: true });
}

/** What installs the tarball with its dependencies, or asks for their latest versions. */
async function runInstalled(first, second) {
  if (rooms('package', 'scorecard').length === 0) return;
  const registry = registryAnswers() ? {} : { skip: 'the npm registry is not within reach' };
  if (!orSkip('the installed tarball and the scorecard', registry)) return;
  if (rooms('package').length > 0) {
    for (const line of [first, second]) await tests(['package/installed'], line);
  }
  if (rooms('scorecard').length > 0) await tests(['package/scorecard'], first);
}

/** The tests find the broker by this variable, and leave out what needs one where it is not set. */
function offerBroker() {
  const broker = orSkip('what goes over MQTT', findBroker());
  if (broker) process.env.MOSQUITTO = broker.command;
  else delete process.env.MOSQUITTO;
}

/** What is asked for, or undefined once the reason for leaving it out is noted. */
function orSkip(what, found) {
  if (found.skip === undefined) return found;
  skips.push(`${what}: ${found.skip}`);
  return undefined;
}

function sum(key) {
  return results.reduce((total, one) => total + one[key], 0);
}

function summary() {
  console.log('\n== All together');
  for (const { title, passed, failed, failures, seconds } of results) {
    const mark = failed === 0 ? 'ok    ' : 'FAILED';
    console.log(`${mark}  ${title}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`);
    for (const failure of failures) console.log(`          ${failure}`);
  }
  for (const skip of skips) console.log(`Skipped: ${skip}`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
}

const unknown = asked.filter((name) => !ROOMS.includes(name));
if (unknown.length > 0) {
  console.error(`No such room: ${unknown.join(', ')}. There are ${ROOMS.join(', ')}.`);
  process.exit(1);
}
const built = await check('build', () => build() && build('--tests'));
if (asked.length === 0)
  for (const one of STYLE_CHECKS) await check(one[0], () => runChecks([one]).length === 0);
const before = results.length;
if (built) await runRooms();
summary();
const ran = results.slice(before).some(({ passed }) => passed > 0);
process.exitCode = ran && sum('failed') === 0 ? 0 : 1;
