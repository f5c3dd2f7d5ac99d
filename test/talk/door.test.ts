// Who gets in to a talk page and who does not, in a Node-RED of its own settings.

import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { connect } from 'node:net';
import { FAR_HOST } from '../editor/browser.js';
import { startElevenLabs } from '../simulator/elevenlabs.js';
import { CERTIFICATE, KEY } from '../support/certificate.js';
import { startNodeRed, type NodeRed, type NodeRedOptions } from '../support/node-red.js';
import { atEnd } from '../support/teardown.js';
import { agentAt, SET_LIGHT, wired, type Wishes } from '../support/wired.js';
import { ask, enter, knock } from './guest.js';
import { visit } from './stage.js';

const SESSION = { start: 'message', talk: true, talkPath: 'hall', talkSession: 'each' };

/** "password", as Node-RED's own settings file has it as an example. */
const HASH = '$2a$08$zZWtXTja0fB1pzD4sHCMyOCMYz2Z6dNbM6tl8sJogENOMcxWV9DN.';
const LOGIN = { authorization: `Basic ${Buffer.from('ada:password').toString('base64')}` };

interface Options extends Pick<NodeRedOptions, 'settings'> {
  wishes?: Wishes;
  pin?: string;
}

async function house({ wishes = {}, pin, settings }: Options = {}): Promise<NodeRed> {
  const flow = wired({ ...wishes, session: { ...SESSION, ...wishes.session } });
  const nodes = flow.nodes.map((node) => (node.type === 'helper' ? { ...node, type: 'debug' } : node));
  const credentials = { ...flow.credentials, ...(pin === undefined ? {} : { session: { talkPin: pin } }) };
  const red = await startNodeRed({ flows: nodes, credentials, ...(settings ? { settings } : {}) });
  atEnd(() => red.stop());
  return red;
}

describe('The door of a talk page', function () {
  this.timeout(60_000);

  it('asks for the login of Node-RED before page, ticket and socket, below its root', async () => {
    const red = await house({
      settings: { httpNodeRoot: '/flows', httpNodeAuth: { user: 'ada', pass: HASH } },
    });
    const url = `${red.url.replace(/\/flows$/, '')}/flows`;
    const page = `${url}/talk/hall`;
    assert.equal((await fetch(page)).status, 401);
    assert.equal((await fetch(page, { headers: LOGIN })).status, 200);
    assert.equal((await ask(url, 'hall')).status, 401);
    assert.equal(await knock(url, 'hall', 'made-up', LOGIN), 401);
    const { body } = await ask(url, 'hall', { headers: LOGIN });
    assert.equal(await knock(url, 'hall', body['ticket']), 101);
  });

  it('lets a browser in that has logged in: page, text and sound', async () => {
    const service = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => service.close());
    const red = await house({
      wishes: agentAt(service, 'elevenlabs'),
      settings: { httpNodeRoot: '/flows', httpNodeAuth: { user: 'ada', pass: HASH } },
    });
    const at = `${red.url.replace(/\/flows$/, '')}/flows`;
    const httpCredentials = { username: 'ada', password: 'password' };
    const { page, button, says, type, line } = await visit('hall', { at, httpCredentials });
    await type('Turn on the kitchen light');
    await line(/The kitchen light is on\./);
    await says('Hold to talk');
    // This press gives the microphone and speaks at once.
    await button.hover();
    await page.mouse.down();
    await says('Listening; release to finish');
    await (await service.conversation()).frame((frame) => 'user_audio_chunk' in frame, 10);
    await page.mouse.up();
  });

  it('lets the microphone of another machine in over https', async () => {
    const service = await startElevenLabs({ tools: [SET_LIGHT] });
    atEnd(() => service.close());
    const red = await house({
      wishes: agentAt(service, 'elevenlabs'),
      settings: { https: { key: KEY, cert: CERTIFICATE } },
    });
    const at = `https://${FAR_HOST}:${new URL(red.url).port}`;
    const { notice, button, says, page } = await visit('hall', { at, ignoreHTTPSErrors: true });
    await button.click();
    await says('Hold to talk');
    await button.hover();
    await page.mouse.down();
    await says('Listening; release to finish');
    await (await service.conversation()).frame((frame) => 'user_audio_chunk' in frame, 10);
    await page.mouse.up();
    assert.equal(await notice.isVisible(), false);
  });

  it('opens with a ticket once, and only where it was given for', async () => {
    const red = await house();
    const { body } = await ask(red.url, 'hall');
    assert.equal(await knock(red.url, 'hall', body['ticket']), 101);
    assert.equal(await knock(red.url, 'hall', body['ticket']), 401);
    assert.equal(await knock(red.url, 'hall', ''), 401);
    assert.equal((await fetch(`${red.url}/talk/cellar`)).status, 404);
    assert.equal((await fetch(`${red.url}/talk/hall/nothing`)).status, 404);
    assert.equal((await fetch(`${red.url}/talk/hall/..%2f..%2fpackage.json`)).status, 404);
  });

  it('stays shut for pages of other sites, and tells the node', async () => {
    const red = await house();
    const evil = { origin: 'https://evil.example' };
    assert.deepEqual(await ask(red.url, 'hall', { headers: evil }), {
      status: 403,
      body: { refused: 'origin' },
    });
    await red.line(/A page of another address wanted to use the talk page "hall"/);
    const { body } = await ask(red.url, 'hall');
    assert.equal(await knock(red.url, 'hall', body['ticket'], evil), 403);
    // A proxy has its own name for Node-RED, and says which one the browser knows.
    const proxied = { origin: 'https://house.example', 'x-forwarded-host': 'house.example' };
    assert.equal((await ask(red.url, 'hall', { headers: proxied })).status, 200);
  });

  it('asks for the PIN, and makes whoever guesses wait', async () => {
    const red = await house({ pin: '2468' });
    assert.deepEqual(await ask(red.url, 'hall'), { status: 403, body: { refused: 'pin', digits: true } });
    const { status, body } = await ask(red.url, 'hall', { pin: '2468' });
    assert.equal(status, 200);
    assert.equal(await knock(red.url, 'hall', body['ticket']), 101);
    for (const pin of ['1', '2', '3', '4'])
      assert.deepEqual(await ask(red.url, 'hall', { pin }), {
        status: 403,
        body: { refused: 'pin', digits: true },
      });
    const blocked = { status: 429, body: { refused: 'tries', digits: true, seconds: 60 } };
    assert.deepEqual(await ask(red.url, 'hall', { pin: '5' }), blocked);
    assert.equal((await ask(red.url, 'hall', { pin: '2468' })).status, 429);
  });

  it('throws out whoever floods or sends huge frames, and leaves the others alone', async () => {
    const red = await house();
    const quiet = await enter(red.url, 'hall');
    const loud = await enter(red.url, 'hall');
    for (let sent = 0; sent < 1000; sent += 1) loud.socket.send(Buffer.alloc(4096));
    assert.ok([1006, 1008].includes(await loud.closed));
    await red.line(/A visitor of the talk page "hall" sent more than a page does/);
    const huge = await enter(red.url, 'hall');
    huge.socket.send(Buffer.alloc(1024 * 1024));
    assert.ok([1006, 1009].includes(await huge.closed));
    for (const frame of ['', '{', 'null', '[]', '{"type":"text"}', '{"type":"start","__proto__":{}}'])
      quiet.socket.send(frame);
    quiet.send({ type: 'text', text: 'Turn on the kitchen light' });
    await quiet.message(({ text }) => text === 'The kitchen light is on.');
  });

  it('lets in as many as it can hold', async () => {
    const red = await house();
    await Promise.all(Array.from({ length: 50 }, () => enter(red.url, 'hall')));
    assert.deepEqual(await ask(red.url, 'hall'), { status: 503, body: { refused: 'full' } });
    await red.line(/The talk page "hall" has as many visitors as it can have/);
  });

  it('gives away nothing but the page and what is said', async () => {
    const red = await house({ wishes: { key: 'key-of-the-house' } });
    const page = await fetch(`${red.url}/talk/hall`);
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; script-src 'self';/,
    );
    assert.doesNotMatch(page.headers.get('content-security-policy') ?? '', /unsafe|https?:|\*/);
    const html = await page.text();
    assert.doesNotMatch(html, /<script(?![^>]* src="hall\/)|<style|\son\w+=|style=|https?:\/\//);
    const guest = await enter(red.url, 'hall');
    guest.send({ type: 'text', text: 'call set_light {"room":"kitchen","on":true}' });
    await guest.message(({ type, state }) => type === 'call' && state === 'done');
    await guest.message(({ text }) => text === 'The kitchen light is on.');
    const all = html + JSON.stringify(guest.messages);
    assert.doesNotMatch(all, /key-of-the-house|Which room|bedroom|"schema"|"arguments"/);
  });

  it('takes no harm from an address that is none', async () => {
    const red = await house();
    for (const address of [
      '//',
      '/talk/hall/socket?ticket=%',
      '/talk/%ff/socket',
      '*',
      'http://',
      '/talk//socket',
    ]) {
      const socket = connect(Number(new URL(red.url).port), '127.0.0.1');
      atEnd(() => socket.destroy());
      await once(socket, 'connect');
      socket.on('error', () => undefined);
      socket.write(`GET ${address} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    }
    const guest = await enter(red.url, 'hall');
    guest.send({ type: 'text', text: 'Turn on the kitchen light' });
    await guest.message(({ text }) => text === 'The kitchen light is on.');
  });

  it('is there once for each path: a second page says why it is not', async () => {
    const red = await house();
    const flow = wired({ session: SESSION });
    // What a Catch node takes is not logged.
    flow.remove('catch');
    flow.node('agent-session', 'twin', { ...SESSION, agent: 'agent', name: 'twin' });
    flow.node('agent-session', 'odd', { ...SESSION, talkPath: 'a/b', agent: 'agent', name: 'odd' });
    const nodes = flow.nodes.map((node) => (node.type === 'helper' ? { ...node, type: 'debug' } : node));
    await red.deploy(nodes);
    await red.line(
      /Another session node serves its talk page at "hall" already\. Give one of the two another path/,
    );
    await red.line(/"a\/b" cannot be the path of a talk page/);
    assert.equal((await ask(red.url, 'hall')).status, 200);
  });
});
