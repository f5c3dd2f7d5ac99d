// What a user downloads: all that the nodes need, and nothing else.

import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NODE_TYPES, ROOT } from '../support/project.js';
import { pack, temporaryFolder, type Tarball } from './tarball.js';

const AT_THE_ROOT = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'];
/** Five languages are a third of it. */
const MAX_UNPACKED_BYTES = 2_000_000;
const MAX_DEPENDENCIES = 6;

describe('The tarball', function () {
  this.timeout(30_000);
  let tarball: Tarball;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  before(async () => {
    folder = await temporaryFolder();
    tarball = await pack(folder.path);
  });
  after(() => folder.remove());

  it('holds the built nodes, the examples and the papers, and nothing else', () => {
    const others = tarball.files
      .map(({ path }) => path)
      .filter((path) => !/^(dist|resources|examples)\//.test(path) && !AT_THE_ROOT.includes(path));
    assert.deepEqual(others, []);
  });

  it('holds for each node its code, its page, its words and its help', () => {
    const paths = tarball.files.map(({ path }) => path);
    for (const type of NODE_TYPES) {
      for (const file of [
        `${type}.js`,
        `${type}.html`,
        `locales/en-US/${type}.json`,
        `locales/en-US/${type}.html`,
      ]) {
        assert.ok(paths.includes(`dist/${file}`), `dist/${file} is missing`);
      }
    }
    assert.ok(paths.includes('resources/tour.js'));
    assert.ok(paths.includes('README.md') && paths.includes('LICENSE'));
    assert.ok(paths.some((path) => /^examples\/.+\.json$/.test(path)));
  });

  it('holds no tests, no sources, no source maps', () => {
    const strays = tarball.files.filter(({ path }) => /\.(ts|map)$|test|simulator|\.env|tsconfig/.test(path));
    assert.deepEqual(strays, []);
  });

  it('stays small', () => {
    assert.ok(tarball.unpackedSize < MAX_UNPACKED_BYTES, `${tarball.unpackedSize} bytes unpacked`);
  });

  it('brings few dependencies with it', async () => {
    const manifest: { dependencies: Record<string, string> } = JSON.parse(
      await readFile(join(ROOT, 'package.json'), 'utf8'),
    );
    assert.ok(Object.keys(manifest.dependencies).length <= MAX_DEPENDENCIES);
  });
});
