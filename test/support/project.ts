// Owns what all tests agree on: where the project is, what it is called, which Node-RED this run is about.

import { join } from 'node:path';

/** The project's folder. Tests are started from it. */
export const ROOT = process.cwd();

/** The folder whose node_modules hold Node-RED: the project itself, or the side folder of the second line. */
export const NODE_RED_DIR = process.env['NODE_RED_DIR'] ?? ROOT;

/** Name of the package under test, as Node-RED lists it. */
export const PACKAGE = '@agent-tools/node-red-agent-tools';

/** Its node types; the first is a config node and stands in no flow. */
export const NODE_TYPES = [
  'agent-config',
  'agent-session',
  'agent-tool',
  'agent-reply',
  'agent-send',
] as const;

/** The folder of an installed package; resolving by name would stop at packages that hide their package.json. */
export function installed(name: string, dir = NODE_RED_DIR): string {
  return join(dir, 'node_modules', ...name.split('/'));
}
