// Whole sentences: whatever goes wrong is told in some, in every language, also where others have said a part.

import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentError, ERROR_CODES } from '../../nodes/lib/errors.js';
import { talkWords } from '../../nodes/lib/nodered/talk-words.js';
import { spoken } from '../../nodes/lib/nodered/words.js';
import { ROOT } from '../support/project.js';

const LANGUAGES = readdirSync(join(ROOT, 'locales'));
/** What somebody else may say in an error: a word, a sentence of this or that script, nothing. */
const FOREIGN = ['x', 'It is over.', 'Why?', '最后到达“开灯”。', ''];

function placesIn(language: string): string[] {
  const text = readFileSync(join(ROOT, 'locales', language, 'agent-config.json'), 'utf8');
  return [...new Set([...text.matchAll(/__(\w+?)__/g)].map(([, name = '']) => name))];
}

describe('An error', () => {
  for (const language of LANGUAGES) {
    it(`is told in whole sentences, in ${language}`, () => {
      const { words } = talkWords(language);
      const places = placesIn(language);
      const odd = ERROR_CODES.flatMap((code) =>
        FOREIGN.flatMap((said) => {
          const params = Object.fromEntries(places.map((name) => [name, said]));
          const { message } = spoken(new AgentError(code, params), words);
          const stops = message.replaceAll('...', '');
          const whole =
            /[.!?。！？][)"'“”»」』）]*$/u.test(message) &&
            !/[.!?。！？][.。]|__| {2}|undefined/u.test(stops) &&
            !message.includes(code);
          return whole ? [] : [`${code}: ${message}`];
        }),
      );
      assert.deepEqual(odd, []);
    });
  }
});
