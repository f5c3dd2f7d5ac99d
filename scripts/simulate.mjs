// Runs a simulated voice agent service: `npm run simulate -- elevenlabs --port 8123`. Compiles it first where needed.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const command = join(root, '.build-test', 'test', 'simulator', 'cli.js');

/** True when a source that the command may be made of is newer than the command. */
function isStale() {
  if (!existsSync(command)) return true;
  const built = statSync(command).mtimeMs;
  return ['nodes/lib', 'test/simulator'].some((folder) =>
    readdirSync(join(root, folder), { recursive: true }).some(
      (file) => file.endsWith('.ts') && statSync(join(root, folder, file)).mtimeMs > built,
    ),
  );
}

if (isStale()) {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'test'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
await import(pathToFileURL(command).href);
