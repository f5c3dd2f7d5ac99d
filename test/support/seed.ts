// Owns the number from which made-up data grows: a new one each run, or the one that a person asks for. Makes no data.

/** `SEED=123 npm test` makes the same data again. */
export function seedOf(asked: string | undefined = process.env['SEED']): number {
  if (asked === undefined || asked === '') return Math.floor(Math.random() * 0x7fffffff);
  const seed = Number(asked);
  if (!Number.isInteger(seed)) throw new Error(`SEED has to be a whole number, and is ${asked}`);
  return seed;
}

/** Says what is needed to do it all again. */
export function tellSeed(runs: number, seed: number): void {
  process.stdout.write(`    ${runs} histories, seed ${seed}\n`);
}
