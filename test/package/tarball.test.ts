// What a user downloads: all that the nodes need, and nothing else.

import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NODE_TYPES, ROOT } from '../support/project.js';
import { pack, temporaryFolder, type Tarball } from './tarball.js';

const AT_THE_ROOT = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'];
/** Of all but the words, unpacked; and of the words of one language. */
const MAX_BYTES = 1_300_000;
const MAX_LANGUAGE_BYTES = 150_000;
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
    const sizes = new Map<string, number>();
    for (const { path, size } of tarball.files) {
      const [, language = 'all but the words'] = /^dist\/locales\/([^/]+)\//.exec(path) ?? [];
      sizes.set(language, (sizes.get(language) ?? 0) + size);
    }
    const large = [...sizes].filter(
      ([part, bytes]) => bytes > (part === 'all but the words' ? MAX_BYTES : MAX_LANGUAGE_BYTES),
    );
    assert.deepEqual(large, []);
  });

  it('brings few dependencies with it', async () => {
    const manifest: { dependencies: Record<string, string> } = JSON.parse(
      await readFile(join(ROOT, 'package.json'), 'utf8'),
    );
    assert.ok(Object.keys(manifest.dependencies).length <= MAX_DEPENDENCIES);
  });
});
