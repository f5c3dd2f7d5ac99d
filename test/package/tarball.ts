// Owns packing the project and installing the tarball, as a user's palette does. Needs a built dist/.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE, ROOT, installed } from '../support/project.js';

const execute = promisify(execFile);

export interface Tarball {
  /** Absolute path of the .tgz. */
  path: string;
  /** What is in it, with `/` on every system; sizes in bytes. */
  files: { path: string; size: number }[];
}

/** A temporary folder and the function that removes it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'agent-tools-package-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Packs the project into a folder. */
export async function pack(into: string): Promise<Tarball> {
  const out = await npm(ROOT, 'pack', '--json', '--ignore-scripts', '--pack-destination', into);
  const [packed]: (Omit<Tarball, 'path'> & { filename: string })[] = JSON.parse(out);
  if (!packed) throw new Error(`npm pack made nothing: ${out}`);
  // Some versions of npm name a scoped tarball as they name the package.
  const file = packed.filename.replace(/^@/, '').replaceAll('/', '-');
  return {
    path: join(into, file),
    files: packed.files,
  };
}

/** Installs a tarball with its dependencies into a user dir; answers the folder of the package. */
export async function install(tarball: string, userDir: string): Promise<string> {
  await writeFile(join(userDir, 'package.json'), JSON.stringify({ name: 'user-dir', private: true }));
  await npm(
    userDir,
    'install',
    tarball,
    '--prefix',
    userDir,
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  );
  return installed(PACKAGE, userDir);
}

async function npm(cwd: string, ...args: string[]): Promise<string> {
  const cli = process.env['npm_execpath'];
  if (!cli) throw new Error('Run the package tests through npm: `npm test -- package`');
  const { stdout } = await execute(process.execPath, [cli, ...args, '--loglevel=error'], {
    cwd,
    maxBuffer: 2 ** 24,
  });
  return stdout;
}
