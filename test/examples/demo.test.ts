// What `npm start` shows, from the first start to Ctrl-C: the script as a user runs it, in a folder of its own.

import { strict as assert } from 'node:assert';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAdmin } from '../support/admin.js';
import { ROOT } from '../support/project.js';
import { atEnd } from '../support/teardown.js';
import { within } from '../support/within.js';
import { enter } from '../talk/guest.js';

interface Demo {
  /** Everything printed until it said how to end it. */
  printed: string;
  url: string;
  /** Presses Ctrl-C; resolves with the exit code. */
  end: () => Promise<unknown>;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'agent-tools-demo-'));
  atEnd(() => rm(path, { recursive: true, force: true, maxRetries: 3 }));
  return path;
}

async function demo(path: string): Promise<Demo> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'demo.mjs'), path], {
    cwd: ROOT,
    env: { ...process.env, NODE_V8_COVERAGE: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  atEnd(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const printed = await readUntil(child, 'Ctrl-C ends it.');
  const [url = ''] = /http:\S+/.exec(printed) ?? [];
  async function end(): Promise<unknown> {
    child.kill('SIGINT');
    const [code] = await within(8000, 'The demo ends', exited);
    return code;
  }
  return { printed, url, end };
}

async function readUntil(child: ChildProcess, last: string): Promise<string> {
  let text = '';
  const read = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text += String(chunk);
        if (text.includes(last)) resolve(text);
      });
    }
  });
  return within(20_000, `The demo prints "${last}"`, read, () => text);
}

const USUAL_PORT = 1880;

/** Listens on a port, unless somebody else does already: in use is in use. */
async function occupy(port: number): Promise<void> {
  const server = createServer();
  const taken = once(server, 'listening').catch(() => undefined);
  server.listen(port, '127.0.0.1');
  await taken;
  atEnd(() => new Promise((resolve) => server.close(resolve)));
}

describe('npm start', function () {
  this.timeout(60_000);

  it('tells one conversation in plain words, then where to click', async () => {
    const { printed, url, end } = await demo(await folder());
    const steps = [
      'You say +Turn on the kitchen light',
      'The agent calls +set_light with room = kitchen, on = true',
      'Your flow answers +The kitchen light is on\\.',
      'The agent says +The kitchen light is on\\.',
      `Open ${url}/talk/smart-home in a browser`,
      `Open ${url} in a browser`,
    ];
    assert.match(printed, new RegExp(steps.join('.*'), 's'));
    assert.equal(await end(), 0);
  });

  it('serves a talk page, where a typed sentence becomes a call and an answer', async () => {
    const { url, end } = await demo(await folder());
    const guest = await enter(url, 'smart-home');
    guest.send({ type: 'text', text: 'turn on the kitchen light' });
    const { details } = await guest.message(({ type, state }) => type === 'call' && state === 'done');
    assert.deepEqual(details, ['kitchen', { name: 'on', on: true }]);
    await guest.message(({ type, text }) => type === 'said' && text === 'The kitchen light is on.');
    assert.equal(await end(), 0);
  });

  it('keeps what was changed when it is started again', async () => {
    const path = await folder();
    assert.equal(await (await demo(path)).end(), 0);
    const file = join(path, 'flows.json');
    const flows = (await readFile(file, 'utf8')).replace('Smart home', 'My home');
    await writeFile(file, flows);
    const { printed, url, end } = await demo(path);
    assert.match(printed, /The agent says +The kitchen light is on\./);
    const names = (await openAdmin(url).flows()).map((node) => node['name']);
    assert.ok(names.includes('My home'));
    assert.equal(await end(), 0);
  });

  it('starts no conversation by itself once the flows are about an agent in the cloud', async () => {
    const path = await folder();
    const example = await readFile(join(ROOT, 'examples', '1 Lights by voice command.json'), 'utf8');
    await writeFile(join(path, 'flows.json'), example.replace('"practice"', '"elevenlabs"'));
    const { printed, end } = await demo(path);
    assert.match(printed, /no conversation runs by itself/);
    assert.doesNotMatch(printed, /You say/);
    assert.equal(await end(), 0);
  });

  it('takes the next port when one is in use, and says so', async () => {
    await occupy(USUAL_PORT);
    const { printed, url, end } = await demo(await folder());
    assert.match(printed, new RegExp(`Port ${USUAL_PORT} is in use`));
    assert.ok(Number(new URL(url).port) > USUAL_PORT);
    assert.equal(await end(), 0);
  });

  it('keeps out of the folder of another start, and says where its own is', async () => {
    const path = await folder();
    const first = await demo(path);
    const second = await demo(path);
    atEnd(() => rm(`${path}-2`, { recursive: true, force: true, maxRetries: 3 }));
    assert.ok(second.printed.includes(`${path} is used by another start`));
    assert.ok(/Your flows are kept in \S*-2\./.test(second.printed));
    assert.deepEqual([await first.end(), await second.end()], [0, 0]);
    const third = await demo(path);
    assert.doesNotMatch(third.printed, /another start/);
    assert.equal(await third.end(), 0);
  });

  it('says plainly that flows cannot be read, and leaves them as they are', async () => {
    const path = await folder();
    await writeFile(join(path, 'flows.json'), '[{"id":');
    const child = spawn(process.execPath, [join(ROOT, 'scripts', 'demo.mjs'), path], { cwd: ROOT });
    const exited = once(child, 'exit');
    assert.match(await readUntil(child, 'Nothing was changed.'), /flows\.json cannot be read: .*delete it/s);
    const [code] = await within(8000, 'The demo ends', exited);
    assert.equal(code, 1);
    assert.equal(await readFile(join(path, 'flows.json'), 'utf8'), '[{"id":');
  });

  it('can be reached from this machine only, and shows the labels of the nodes in the editor', async () => {
    const { url, end } = await demo(await folder());
    assert.equal(new URL(url).hostname, '127.0.0.1');
    const catalog = await openAdmin(url).json('/nodes/messages?lng=en-US');
    assert.match(JSON.stringify(catalog), /waiting for a call/);
    assert.equal(await end(), 0);
  });
});
