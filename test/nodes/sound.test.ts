// Sound through the nodes: whatever comes in, the provider hears the same in its own format; what the agent says comes
// out in order, piece by piece or as files. Against the simulated services.

import { strict as assert } from 'node:assert';
import { SILENCE } from '../../nodes/lib/sound/mulaw.js';
import { wavFile } from '../../nodes/lib/sound/wav.js';
import { SERVICES, spokenTo, type Spoken } from './spoken.js';
import { at } from '../support/at.js';
import { node } from '../support/helper.js';
import { envelope, pureTone, purity } from '../support/tone.js';
import { codeOf } from '../support/wired.js';

/** Loud, silent, loud: what a wrong order or a lost piece would be seen by. */
function sentence(sampleRate: number): Buffer {
  return Buffer.concat([
    pureTone(300, sampleRate),
    Buffer.alloc((sampleRate / 5) * 2),
    pureTone(200, sampleRate),
  ]);
}

/** The same sound in other steps: as loud at the same moments, and as pure as its encoding lets it be. */
function assertSame(heard: Buffer, said: Buffer, { sampleRate, purest }: Spoken): void {
  const [one, other] = [envelope(heard, sampleRate), envelope(said, sampleRate)];
  for (const [index, level] of other.entries()) {
    const difference = Math.abs((one[index] ?? 0) - level);
    assert.ok(difference < 1_500, `At ${index * 20} ms ${one[index]} instead of ${level}`);
  }
  const tone = heard.subarray(0, (sampleRate / 4) * 2);
  assert.ok(purity(tone, sampleRate) > purest, `${purity(tone, sampleRate)} dB`);
}

for (const service of SERVICES) {
  describe(`Sound for ${service.name}`, () => {
    it('is a WAV file of another rate, in stereo: the agent hears the same, and understands', async () => {
      const spoken = await spokenTo(service, { heard: ['Turn on the kitchen light'] });
      const mono = sentence(44_100);
      const stereo = Buffer.alloc(mono.length * 2);
      for (let byte = 0; byte < mono.length; byte += 2) {
        mono.copy(stereo, byte * 2, byte, byte + 2);
        mono.copy(stereo, byte * 2 + 2, byte, byte + 2);
      }
      const file = wavFile(stereo, 44_100);
      file.writeUInt16LE(2, 22);
      file.writeUInt16LE(4, 32);
      node('session').receive({ payload: file });
      assertSame(await spoken.heard(700), sentence(spoken.sampleRate), spoken);
      let answer = await spoken.said.nextWithTopic('agent', 5_000);
      while (at(answer, 'transcript.final') !== true) answer = await spoken.said.nextWithTopic('agent');
      assert.match(String(answer.payload), /kitchen light is on/);
      assert.ok(spoken.frames() > 4);
    });

    it('is a live stream of another rate, from agent-send', async () => {
      const spoken = await spokenTo(service);
      const stream = sentence(48_000);
      const audio = { encoding: 'pcm_s16le', sampleRate: 48_000, channels: 1 };
      for (let byte = 0; byte < stream.length; byte += 1_920) {
        node('send').receive({ payload: stream.subarray(byte, byte + 1_920), audio });
      }
      // A millisecond of it is still on its way, until more comes.
      const said = sentence(spoken.sampleRate).subarray(0, (spoken.sampleRate * 68 * 2) / 100);
      assertSame(await spoken.heard(690), said, spoken);
      assert.deepEqual(spoken.caught.all, []);
    });

    it('that is none is refused, and a conversation goes on as before', async () => {
      const spoken = await spokenTo(service);
      const cut = wavFile(sentence(16_000), 16_000).subarray(0, 900);
      const bad: [message: Record<string, unknown>, code: string][] = [
        [{ payload: Buffer.from('OggS\0\x02 and so on') }, 'sound.file'],
        [{ payload: cut }, 'sound.cut'],
        [{ payload: Buffer.alloc(20), audio: { sampleRate: 0 } }, 'sound.format'],
        [{ payload: Buffer.alloc(21), audio: { sampleRate: 16_000 } }, 'sound.torn'],
        [{ payload: Buffer.alloc(200 * 1024 * 1024) }, 'sound.too-much'],
        [{ payload: Buffer.alloc(0) }, 'message.empty'],
      ];
      for (const [message, code] of bad) {
        node('session').receive(message);
        assert.equal(codeOf(await spoken.caught.next()), code);
      }
      node('send').receive({ payload: 'not a sound' });
      assert.equal(codeOf(await spoken.caught.next()), 'message.not-audio');
      node('session').receive({ payload: wavFile(pureTone(100, 16_000), 16_000) });
      assert.ok(purity(await spoken.heard(100), spoken.sampleRate) > spoken.purest);
    });
  });
}

describe('Sound that is sent before a session is open', () => {
  it('opens it, waits for it, and is heard from its beginning', async () => {
    const spoken = await spokenTo(SERVICES[0], {}, { start: 'message' });
    node('session').receive({ payload: wavFile(pureTone(200, 8_000), 8_000) });
    node('session').receive({ payload: wavFile(pureTone(200, 48_000), 48_000) });
    const heard = await spoken.heard(400);
    assert.ok(purity(heard.subarray(0, 6_000), 16_000) > 60);
    assert.ok(purity(heard.subarray(6_500, 12_700), 16_000) > 60);
  });
});

describe('A conversation that ends while somebody is speaking', () => {
  it('says how much was not heard any more', async () => {
    const spoken = await spokenTo(SERVICES[0]);
    node('session').receive({ payload: pureTone(60_000, 16_000) });
    await spoken.heard(200);
    node('session').receive({ action: 'stop' });
    const { payload } = await spoken.events.nextWithTopic('sound.dropped');
    const milliseconds = at(payload, 'milliseconds');
    assert.ok(typeof milliseconds === 'number' && milliseconds > 10_000 && milliseconds <= 59_800);
    assert.equal(codeOf(await spoken.caught.next()), 'sound.dropped');
    await spoken.events.nextWithTopic('session.closed');
  });
});

describe('The voice of the agent', () => {
  it('leaves as a WAV file for each turn where that is chosen', async () => {
    for (const service of SERVICES) {
      const spoken = await spokenTo(service, {}, { audioOut: 'turn' });
      spoken.conversation.send(...service.voice(1, [pureTone(200, spoken.sampleRate)]));
      spoken.conversation.send(...service.voice(2, [pureTone(100, spoken.sampleRate)], true));
      const { payload, audio } = await spoken.sound.next();
      assert.ok(Buffer.isBuffer(payload));
      assert.equal(payload.toString('latin1', 0, 4), 'RIFF');
      assert.equal(payload.readUInt32LE(24), spoken.sampleRate);
      assert.deepEqual(
        [at(audio, 'encoding'), at(audio, 'milliseconds'), at(audio, 'final')],
        ['wav', 300, true],
      );
      assertSame(payload.subarray(44), pureTone(200, spoken.sampleRate), spoken);
      assert.equal(at(audio, 'interrupted'), undefined);
      await spoken.end();
    }
  });

  it('is cut off where the user begins to speak: a player falls silent, and nothing late is heard', async () => {
    for (const service of SERVICES) {
      for (const audioOut of ['turn', 'chunks']) {
        const spoken = await spokenTo(service, {}, { audioOut });
        const tone = pureTone(100, spoken.sampleRate);
        spoken.conversation.send(
          ...service.voice(1, [tone]),
          service.interruption(1),
          ...service.voice(1, [tone, tone]),
        );
        spoken.conversation.send(...service.voice(2, [tone], true));
        const [first, reset, next] = [
          await spoken.sound.next(),
          await spoken.sound.next(),
          await spoken.sound.next(),
        ];
        assert.equal(at(first, 'audio.interrupted'), audioOut === 'turn' ? true : undefined);
        assert.equal(reset['reset'], true);
        assert.equal(at(next, 'audio.interrupted'), undefined);
        assert.equal(at(next, 'audio.turn'), service.turn(2));
        assert.equal(spoken.sound.all.length, 3);
        await spoken.end();
      }
    }
  });

  it('is as silent in mu-law as it is meant to be', async () => {
    const [, , telephone] = SERVICES;
    const spoken = await spokenTo(telephone, {}, { audioOut: 'turn' });
    spoken.conversation.send(...telephone.voice(1, [Buffer.alloc(1_600)], true));
    const { payload } = await spoken.sound.next();
    assert.ok(Buffer.isBuffer(payload) && payload.subarray(44).every((byte) => byte === 0));
    assert.equal(SILENCE, 0xff);
  });
});
