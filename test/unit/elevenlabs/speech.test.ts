// Owns the tests of what ElevenLabs says that a person reads or hears: texts, parts of texts, audio, interruptions.

import assert from 'node:assert/strict';
import { connection, fault, heard, one } from './frames.js';

function part(type: string, text: string, id: unknown = 5) {
  return { type: 'agent_chat_response_part', text_response_part: { type, text, event_id: id } };
}

function answer(text: string, id = 5, more = {}) {
  return { type: 'agent_response', agent_response_event: { agent_response: text, event_id: id, ...more } };
}

function audio(id: unknown, bytes: number[], more = {}) {
  const base64 = Buffer.from(bytes).toString('base64');
  return { type: 'audio', audio_event: { audio_base_64: base64, event_id: id, ...more } };
}

function interruption(id: unknown) {
  return { type: 'interruption', interruption_event: { event_id: id } };
}

describe('Text from an ElevenLabs conversation', () => {
  it('tells what the user said', () => {
    const said = { user_transcript: 'Light on', event_id: 3 };
    assert.deepEqual(heard({ type: 'user_transcript', user_transcription_event: said }), [
      { type: 'transcript', role: 'user', text: 'Light on', final: true, turn: '3' },
    ]);
  });

  it('tells what the user may have said so far', () => {
    const said = { user_transcript: 'Light', event_id: 3 };
    assert.deepEqual(heard({ type: 'tentative_user_transcript', tentative_user_transcription_event: said }), [
      { type: 'transcript', role: 'user', text: 'Light', final: false, turn: '3' },
    ]);
  });

  it('tells what the agent said, with or without a turn', () => {
    assert.deepEqual(heard(answer('Done.')), [
      { type: 'transcript', role: 'agent', text: 'Done.', final: true, turn: '5' },
    ]);
    assert.deepEqual(heard({ type: 'agent_response', agent_response_event: { agent_response: 'Done.' } }), [
      { type: 'transcript', role: 'agent', text: 'Done.', final: true },
    ]);
  });

  it('keeps the files that come with an answer', () => {
    const attachments = [{ url: 'https://files.example/1', name: 'plan.pdf' }];
    const [text, files] = heard(answer('Here.', 5, { attachments }));
    assert.equal(text?.type, 'transcript');
    assert(files?.type === 'notice');
    assert.deepEqual([files.name, files.details['attachments']], ['agent_response', attachments]);
  });

  it('tells how far the agent came before it was interrupted', () => {
    const event = { original_agent_response: 'One two three', corrected_agent_response: 'One', event_id: 5 };
    assert.deepEqual(heard({ type: 'agent_response_correction', agent_response_correction_event: event }), [
      {
        type: 'transcript',
        role: 'agent',
        text: 'One',
        final: true,
        turn: '5',
        corrected: true,
        interrupted: true,
      },
    ]);
  });

  for (const [type, key] of [
    ['user_transcript', 'user_transcription_event'],
    ['tentative_user_transcript', 'tentative_user_transcription_event'],
    ['agent_response', 'agent_response_event'],
    ['agent_response_correction', 'agent_response_correction_event'],
    ['agent_chat_response_part', 'text_response_part'],
    ['audio', 'audio_event'],
  ] as const) {
    for (const content of [undefined, null, {}, [], 'text', { event_id: 1 }]) {
      it(`is an error where there is none: ${type} with ${JSON.stringify(content)}`, () => {
        const event = one(heard({ type, [key]: content }), 'error');
        assert.deepEqual([fault(event.error).code, event.final], ['frame.shape', false]);
      });
    }
  }
});

describe('Text that ElevenLabs sends in parts', () => {
  it('is always the whole text so far, and final once', () => {
    const line = connection();
    const frames = [
      part('start', ''),
      part('delta', 'The light'),
      part('delta', ' is'),
      part('delta', ' on.'),
      part('stop', ''),
      answer('The light is on.'),
    ];
    const said = frames.flatMap((frame) => heard(frame, line));
    assert.deepEqual(
      said.map((event) => (event.type === 'transcript' ? [event.text, event.final, event.turn] : event.type)),
      [
        ['The light', false, '5'],
        ['The light is', false, '5'],
        ['The light is on.', false, '5'],
        ['The light is on.', true, '5'],
      ],
    );
  });

  it('is not mixed with another turn, another connection, or an earlier start', () => {
    const line = connection();
    heard(part('delta', 'One', 1), line);
    heard(part('delta', 'Two', 2), line);
    assert.equal(one(heard(part('delta', '!', 1), line), 'transcript').text, 'One!');
    assert.equal(one(heard(part('delta', '?', 2), line), 'transcript').text, 'Two?');
    heard(part('start', '', 2), line);
    assert.equal(one(heard(part('delta', 'Anew', 2), line), 'transcript').text, 'Anew');
    assert.equal(one(heard(part('delta', 'Fresh', 1)), 'transcript').text, 'Fresh');
  });

  it('may begin with its first words, and have no turn', () => {
    const line = connection();
    assert.equal(one(heard(part('start', 'Well', null), line), 'transcript').text, 'Well');
    assert.deepEqual(heard(part('delta', ', yes', null), line), [
      { type: 'transcript', role: 'agent', text: 'Well, yes', final: false },
    ]);
  });

  it('does not fill the memory when it never ends', () => {
    const line = connection();
    const long = 'x'.repeat(600_000);
    heard(part('delta', long), line);
    assert(one(heard(part('delta', long), line), 'transcript').text.length < 1_100_000);
    for (let turn = 0; turn < 50; turn++) heard(part('delta', 'a', turn + 100), line);
    assert.equal(one(heard(part('delta', 'b', 100), line), 'transcript').text, 'b');
    assert.equal(one(heard(part('delta', 'b', 149), line), 'transcript').text, 'ab');
  });
});

describe('Audio from ElevenLabs', () => {
  it('is heard with its turn', () => {
    assert.deepEqual(heard(audio(5, [1, 2, 3, 4])), [
      { type: 'audio', data: Buffer.from([1, 2, 3, 4]), turn: '5', final: false },
    ]);
  });

  it('tells its last chunk', () => {
    assert.equal(one(heard(audio(5, [], { is_final: true })), 'audio').final, true);
  });

  it('is dropped when it belongs to what was interrupted', () => {
    const line = connection();
    assert.equal(one(heard(audio(7, [1]), line), 'audio').turn, '7');
    assert.deepEqual(heard(interruption(7), line), [{ type: 'interruption', turn: '7' }]);
    assert.deepEqual(heard(audio(6, [1]), line), []);
    assert.deepEqual(heard(audio(7, [1]), line), []);
    assert.equal(one(heard(audio(8, [1]), line), 'audio').turn, '8');
  });

  it('is heard when it is the answer to what interrupted, even under the number of the interruption', () => {
    const line = connection();
    heard(audio(5, [1]), line);
    heard(interruption(7), line);
    assert.deepEqual(heard(audio(5, [1]), line), []);
    assert.deepEqual(heard(audio(6, [1]), line), []);
    assert.equal(one(heard(audio(7, [1]), line), 'audio').turn, '7');
    assert.equal(one(heard(audio(7, [1]), line), 'audio').turn, '7');
  });

  it('stays dropped when an older interruption comes later', () => {
    const line = connection();
    heard(interruption(7), line);
    heard(interruption(3), line);
    heard(interruption('nonsense'), line);
    assert.deepEqual(heard(audio(6, [1]), line), []);
  });

  it('is heard when nobody can tell what it belongs to', () => {
    const line = connection();
    heard(interruption(7), line);
    assert.equal(one(heard(audio(undefined, [1]), line), 'audio').data.length, 1);
    assert.deepEqual(heard({ type: 'interruption' }), [{ type: 'interruption' }]);
  });

  it('is an error where it is no base64', () => {
    const event = { audio_base_64: 'not base64!', event_id: 1 };
    assert.equal(fault(one(heard({ type: 'audio', audio_event: event }), 'error').error).code, 'frame.shape');
  });
});
