// Runs the benchmark: all contestants are up all the time, and take turns within each round, so that what else the machine
// does hits them alike. What it prints is the median of the rounds.
//   npm run bench                       all of them
//   npm run bench -- fewest hand-wired  some: bare, fewest, followed, hand-wired, ours

import { CONTESTANTS, FEWEST, FOLLOWED, OURS, type Contestant, type Running } from './contestants.js';
import { openProvider, type Measured } from './provider.js';
import { speed, table, type Rounds } from './table.js';

const LOADS = [
  { inFlight: 1, calls: 2000 },
  { inFlight: 64, calls: 6400 },
];
const WARM_UP = 3000;
const ROUNDS = 7;

async function main(asked: readonly string[]): Promise<void> {
  const contestants = CONTESTANTS.filter(({ name }) => asked.length === 0 || asked.includes(name));
  if (contestants.length < asked.length)
    throw new Error(`Choose from ${CONTESTANTS.map(({ name }) => name).join(', ')}`);
  const provider = await openProvider();
  const running = new Map<string, Running>();
  try {
    for (const one of contestants) running.set(one.name, await one.start(provider));
    for (const { line } of running.values()) await line.measure(WARM_UP, 16);
    for (const { inFlight, calls } of LOADS) {
      const rounds = await measure(contestants, running, calls, inFlight);
      console.log(`\n${inFlight} in flight, median of ${ROUNDS} rounds of ${calls} calls`);
      console.log(table(contestants, rounds));
      if (contestants.length === CONTESTANTS.length) console.log(aims(rounds));
    }
  } finally {
    await Promise.all([...running.values()].map((one) => one.stop()));
    await provider.close();
  }
}

/** Every round begins with another contestant. */
async function measure(
  contestants: readonly Contestant[],
  running: ReadonlyMap<string, Running>,
  calls: number,
  inFlight: number,
): Promise<Rounds> {
  const rounds = new Map<string, Measured[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const turn = round % contestants.length;
    for (const { name } of [...contestants.slice(turn), ...contestants.slice(0, turn)]) {
      const measured = await running.get(name)?.line.measure(calls, inFlight);
      if (measured) rounds.get(name)?.push(measured);
    }
  }
  return rounds;
}

/** What we want to reach: not slower than the fewest core nodes, twice the hand-wired way. And what our hooks cost others. */
function aims(rounds: Rounds): string {
  const own = speed(rounds, OURS);
  const met = own >= speed(rounds, FEWEST) && own >= 2 * speed(rounds, 'hand-wired');
  const left = (speed(rounds, FOLLOWED) / speed(rounds, FEWEST)).toFixed(2);
  return [
    `Not slower than the fewest core nodes, twice as fast as the hand-wired way: ${met ? 'yes' : 'no'}`,
    `Another flow, while one of our calls is open, runs at ${left}x of its own speed`,
  ].join('\n');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
