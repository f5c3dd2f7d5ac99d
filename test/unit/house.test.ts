// Rules of the house that no linter knows, read from the sources.

import { strict as assert } from 'node:assert';
import { sourcesIn, type Source } from '../support/sources.js';

const MAX_LINES = 300;

const nodes = sourcesIn('nodes', /\.ts$/);
const runtime = nodes.filter(({ path }) => !path.startsWith('nodes/editor/'));
const everything = [...nodes, ...sourcesIn('test', /\.ts$/), ...sourcesIn('scripts', /\.mjs$/)];

function pathsWhere(sources: readonly Source[], broken: (source: Source) => boolean): string[] {
  return sources.filter(broken).map(({ path }) => path);
}

describe('The house', () => {
  it('attaches to input and close in one file only, where rejections are caught', () => {
    const others = runtime.filter(({ path }) => path !== 'nodes/lib/nodered/handlers.ts');
    const bare = /\b(?:node|this|self)\s*\.(?:on|once|addListener)\(\s*['"`](?:input|close)['"`]/;
    assert.deepEqual(
      pathsWhere(others, ({ code }) => bare.test(code)),
      [],
    );
  });

  it('knows Node-RED above lib/nodered only', () => {
    const below = runtime.filter(({ path }) =>
      /^nodes\/lib\/(session|tools|providers|sound|shared|talk)\//.test(path),
    );
    const knows = /['"](?:node-red|@node-red\/[^'"]*|[^'"]*\/nodered\/[^'"]*)['"]/;
    assert.ok(below.length > 0);
    assert.deepEqual(
      pathsWhere(below, ({ code }) => knows.test(code)),
      [],
    );
  });

  it('names providers in their own folders only', () => {
    const others = nodes
      .concat(sourcesIn('nodes', /\.html$/))
      .filter(({ path }) => !path.startsWith('nodes/lib/providers/'));
    assert.deepEqual(
      pathsWhere(others, ({ code }) => /elevenlabs|vatel/i.test(code)),
      [],
    );
  });

  it(`has no file longer than ${MAX_LINES} lines`, () => {
    assert.deepEqual(
      pathsWhere(everything, ({ text }) => text.trimEnd().split('\n').length > MAX_LINES),
      [],
    );
  });

  it('says at the top of each file what the file owns', () => {
    assert.deepEqual(
      pathsWhere(everything, ({ text }) => !/^(#!.*\n)?\/\//.test(text)),
      [],
    );
  });

  it('calls its files by what they are', () => {
    const vague = /\/(utils?|helpers?|common|manager|service|base|misc)\.ts$/;
    assert.deepEqual(
      pathsWhere(nodes, ({ path }) => vague.test(path)),
      [],
    );
  });
});
