// The flow library's own judgement of the package, on the installed tarball. The palette's catalogue is a stand-in.

import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NODE_TYPES, ROOT, installed } from '../support/project.js';
import { install, pack, temporaryFolder } from './tarball.js';

const LINES = ['P01', 'P03', 'P04', 'P05', 'P06', 'P07', 'P08', 'N01', 'N02', 'D01', 'D02', 'D03'];

type Scorecard = Record<string, { test: boolean; nodes?: string[] }>;

describe('The scorecard of the flow library', function () {
  this.timeout(90_000);
  let packageDir: string;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  before(async () => {
    folder = await temporaryFolder();
    const { path } = await pack(folder.path);
    packageDir = await install(path, folder.path);
  });
  after(() => folder.remove());

  async function validate(
    claims: { id: string; types: string[] }[] = [],
  ): Promise<[card: Scorecard, said: string]> {
    const file = join(folder.path, 'score.json');
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [
        '--require',
        join(__dirname, '..', 'support', 'catalogue.js'),
        join(installed('node-red-dev', ROOT), 'bin', 'run'),
        'validate',
        '-p',
        packageDir,
        '-o',
        file,
      ],
      { env: { ...process.env, CATALOGUE_CLAIMS: JSON.stringify(claims) } },
    );
    const card: Scorecard = JSON.parse(await readFile(file, 'utf8'));
    return [card, stdout + stderr];
  }

  it('is good in every line', async () => {
    const [card, said] = await validate();
    const bad = LINES.filter((line) => card[line]?.test !== true);
    assert.deepEqual(bad, [], said);
    assert.doesNotMatch(said, /Unable to parse|Unable to read/);
  });

  it('knows an example for each node that stands in a flow', async () => {
    const [{ N02 }] = await validate();
    assert.deepEqual(N02?.nodes?.toSorted(), NODE_TYPES.filter((type) => type !== 'agent-config').toSorted());
  });

  it('has read our pages: it notices any other package with one of our types', async () => {
    const [{ N01 }] = await validate(NODE_TYPES.map((type) => ({ id: `other-${type}`, types: [type] })));
    assert.equal(N01?.test, false);
    assert.deepEqual(N01.nodes?.toSorted(), NODE_TYPES.map((type) => `other-${type}`).toSorted());
  });
});
