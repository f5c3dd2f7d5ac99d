// Owns the proof that the simulators can be run by hand: what is printed, and how the process ends.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from '../support/teardown.js';
import { connect } from './bare-client.js';
import { startVatel } from './vatel.js';

interface Command {
  /** All that was printed as soon as this is part of it. */
  printed: (text: string) => Promise<string>;
  interrupt: () => void;
  ended: Promise<{ code: number; printed: string }>;
}

function run(...args: string[]): Command {
  const child = spawn(process.execPath, [join(__dirname, 'cli.js'), ...args], { stdio: 'pipe' });
  atEnd(() => child.kill('SIGKILL'));
  let all = '';
  const more = (chunk: Buffer) => (all += chunk.toString());
  child.stdout.on('data', more);
  child.stderr.on('data', more);
  return {
    printed: async (text) => {
      while (!all.includes(text)) await once(child.stdout, 'data');
      return all;
    },
    interrupt: () => void child.kill('SIGINT'),
    ended: once(child, 'close').then(([code]) => ({ code: Number(code), printed: all })),
  };
}

describe('npm run simulate', () => {
  it('says what to type into the form, prints every frame, and ends with Ctrl-C', async () => {
    const command = run('elevenlabs', '--port', '0', '--agent', 'home');
    const printed = await command.printed('Ctrl-C ends it.');
    assert.match(
      printed,
      /Provider +ElevenLabs\n +Agent ID +home\n +API key +\(leave it empty\)\n +Base URL +http:/,
    );
    assert.match(printed, /set_light: .*room \(string\), on \(boolean\)/);

    const origin = /Base URL +http(\S+)/.exec(printed)?.[1];
    const client = await connect(`ws${origin}/v1/convai/conversation?agent_id=home`);
    client.send({ type: 'conversation_initiation_client_data' }, { type: 'nonsense' });
    await client.closed;
    const lines = await command.printed('conv_1  closed with 1008 Invalid message received');
    assert.match(lines, /conv_1 {2}from the client {2}\{"type":"conversation_initiation_client_data"\}/);
    assert.match(lines, /conv_1 {2}to the client {4}\{"type":"conversation_initiation_metadata"/);
    assert.match(lines, /conv_1 {2}REFUSED: there is no message of type nonsense/);

    command.interrupt();
    assert.equal((await command.ended).code, 0);
  });

  it('makes the ElevenLabs agent private when a key is given', async () => {
    const command = run('elevenlabs', '--port', '0', '--key', 'k1');
    const printed = await command.printed('Ctrl-C ends it.');
    assert.match(printed, /API key +k1\n/);
    const origin = /Base URL +http(\S+)/.exec(printed)?.[1];
    const client = await connect(`ws${origin}/v1/convai/conversation?agent_id=agent_simulated`);
    assert.equal((await client.closed).reason, 'The agent needs a signed URL');
  });

  it('runs Vatel with what it is to hear', async () => {
    const printed = await run('vatel', '--port', '0', '--heard', 'turn on the light').printed(
      'Ctrl-C ends it.',
    );
    assert.match(printed, /Provider +Vatel\n +Agent ID +[0-9a-f-]{36}\n +API key +simulated-key\n/);
  });

  it('shows how a script is written', async () => {
    const { code, printed } = await run('--help').ended;
    assert.equal(code, 0);
    assert.match(printed, /Steps of a script/);
  });

  const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const wrongs: [string, string[], RegExp][] = [
    ['no service', [], /Name a service: elevenlabs or vatel\./],
    ['an unknown service', ['openai'], /There is no service "openai"\./],
    ['two services', ['vatel', 'elevenlabs'], /Name one service/],
    ['an unknown option', ['vatel', '--prot', '1'], /--prot/],
    ['a port that is none', ['vatel', '--port', '80a'], /"80a" is not a port/],
    ['an agent id that Vatel cannot have', ['vatel', '--agent', 'home'], /UUIDs/],
    [
      'a script that is not there',
      ['vatel', '--script', 'nowhere.json'],
      /--script nowhere\.json: .*no such file/,
    ],
    [
      'a script that is wrong',
      ['vatel', '--script', file('s.json', '[{"on":"never"}]')],
      /Step 1 of the script/,
    ],
    ['tools that are wrong', ['vatel', '--tools', file('t.json', '[{"name":"a"}]')], /no list of tools/],
  ];
  for (const [name, args, why] of wrongs) {
    it(`refuses ${name} with exit code 2`, async () => {
      const { code, printed } = await run(...args).ended;
      assert.equal(code, 2);
      assert.match(printed, why);
      assert.match(printed, /--help/);
    });
  }

  it('says when the port is in use, with exit code 1', async () => {
    const other = await startVatel();
    atEnd(() => other.close());
    const { code, printed } = await run('vatel', '--port', new URL(other.origin).port).ended;
    assert.equal(code, 1);
    assert.match(printed, /The port is in use/);
  });
});
