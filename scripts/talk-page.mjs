// Builds the talk page: what a visitor's browser loads, as files of its own, with nothing from elsewhere and nothing inline.

import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = join(dirname(dirname(fileURLToPath(import.meta.url))), 'nodes', 'talk');

/** Writes `<outDir>/talk`. The worklet stands alone: the browser runs it in a thread for sound. */
export async function buildTalkPage(outDir) {
  const outdir = join(outDir, 'talk');
  mkdirSync(outdir, { recursive: true });
  await build({
    entryPoints: [join(source, 'page.ts'), join(source, 'worklet.ts')],
    outdir,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome100', 'firefox100', 'safari15.4'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  for (const file of ['page.html', 'page.css']) copyFileSync(join(source, file), join(outdir, file));
}
