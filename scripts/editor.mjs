// Builds what the Node-RED editor loads: one page for each node type, its form and its script. Needs the compiled nodes:
// the forms are told what the providers can do.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'nodes', 'editor');
const pack = createRequire(import.meta.url)('../package.json');

/** Every node type of the package, as package.json lists them. */
const types = Object.keys(pack['node-red'].nodes);

/** Writes `<outDir>/<type>.html` for each type, from the nodes that are compiled there. */
export async function buildEditor(outDir) {
  const { PROVIDERS } = await import(pathToFileURL(join(outDir, 'lib', 'providers', 'index.js')).href);
  const providers = PROVIDERS.map(({ id, capabilities }) => ({ id, capabilities }));
  const define = { PROVIDERS: JSON.stringify(providers), CATALOGS: JSON.stringify(`${pack.name}/`) };
  await Promise.all(types.map((type) => buildPage(type, outDir, define)));
}

/** What the editor loads only when it is asked for; Node-RED serves it from the folder `resources` of a package. */
export async function buildTour(outDir) {
  mkdirSync(outDir, { recursive: true });
  const define = { CATALOGS: JSON.stringify(`${pack.name}/`) };
  writeFileSync(join(outDir, 'tour.js'), await bundle(join(source, 'tour', 'module.ts'), define, 'esm'));
}

async function buildPage(type, outDir, define) {
  const script = await bundle(join(source, type, 'index.ts'), define);
  const form = readFileSync(join(source, type, 'form.html'), 'utf8');
  const page = [
    // Every form needs the look and every flow has this type: once is enough.
    ...(type === types[0] ? [element('style', '', look())] : []),
    element('script', ` type="text/html" data-template-name="${type}"`, form),
    element('script', ' type="text/javascript"', script),
  ];
  writeFileSync(join(outDir, `${type}.html`), page.join('\n'));
}

async function bundle(entry, define, format = 'iife') {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format,
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    define,
  });
  return outputFiles[0].text;
}

function look() {
  const sheets = readdirSync(join(source, 'parts')).filter((name) => name.endsWith('.css'));
  return sheets
    .toSorted()
    .map((name) => readFileSync(join(source, 'parts', name), 'utf8'))
    .join('\n');
}

function element(name, attributes, content) {
  return `<${name}${attributes}>\n${content.trimEnd()}\n</${name}>\n`;
}
