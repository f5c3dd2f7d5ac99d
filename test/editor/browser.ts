// Owns the browser of the editor tests: a Chromium that needs no system package. Does not know Node-RED.

import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Quiet flags: no sandbox, so that it starts in a container, and no calls to the outside. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `CHROMIUM_PATH`, else the system's, else the one that came with npm. */
export async function launchBrowser(): Promise<Browser> {
  const found = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium'].find((path) => existsSync(path));
  return chromium.launch({ executablePath: found ?? (await shippedChromium()), args: FLAGS });
}

async function shippedChromium(): Promise<string> {
  const { default: shipped } = await import('@sparticuz/chromium');
  return shipped.executablePath();
}
