// Owns the numbers of one mocha run: the usual list for people, and a JSON file for the script that adds runs up. A process
// that does not end by itself after its last test is counted as a failure.

import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const GRACE_MS = 5000;

interface Report {
  passed: number;
  failed: number;
  failures: string[];
}

function report(runner: Mocha.Runner, options: Mocha.MochaOptions): void {
  const spec = new Mocha.reporters.Spec(runner, options);
  const failures: string[] = [];
  runner.on('fail', (test) => failures.push(test.fullTitle()));
  runner.once('end', () => {
    save({ passed: spec.stats.passes, failed: spec.stats.failures, failures });
    setTimeout(() => {
      const open = process.getActiveResourcesInfo().join(', ');
      const failure = `The process ends after the last test (still open: ${open})`;
      save({ passed: spec.stats.passes, failed: spec.stats.failures + 1, failures: [...failures, failure] });
      process.exit(1);
    }, GRACE_MS).unref();
  });
}

function save(numbers: Report): void {
  const file = process.env['REPORT_FILE'];
  if (file) writeFileSync(file, JSON.stringify(numbers));
}

export = report;
