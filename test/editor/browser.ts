// Owns the browser of the tests: a Chromium that needs no system package. Does not know Node-RED.

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

/** A microphone that plays a WAV file over and over, and a visitor who allows it or does not. */
const microphoneOf = (file: string, refused: boolean): string[] => [
  `--use-fake-ui-for-media-stream${refused ? '=deny' : ''}`,
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${file}`,
];

/** A name that leads to this machine, and that a browser trusts no more than any other. */
export const FAR_HOST = 'house.test';

/** `CHROMIUM_PATH`, else the system's, else the one that came with npm. */
export async function launchBrowser(
  options: { microphone?: string; refused?: boolean } = {},
): Promise<Browser> {
  const found = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium'].find((path) => existsSync(path));
  const { microphone, refused = false } = options;
  const args = [
    ...FLAGS,
    `--host-resolver-rules=MAP ${FAR_HOST} 127.0.0.1`,
    ...(microphone === undefined ? [] : microphoneOf(microphone, refused)),
  ];
  return chromium.launch({ executablePath: found ?? (await shippedChromium()), args });
}

async function shippedChromium(): Promise<string> {
  const { default: shipped } = await import('@sparticuz/chromium');
  return shipped.executablePath();
}
