// Owns what is wrong with the bounds in the session's form: how many sessions, how long an idle one stays.

import { IDLE_MAX_MINUTES, IDLE_MIN_MINUTES, MAX_SESSIONS } from '../../lib/shared/limits.js';
import type { AgentSessionSettings } from '../../lib/shared/settings.js';
import { textValidator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-session');

export const validMaxSessions = textValidator<AgentSessionSettings>((_node, text) => {
  if (text.trim() === '') return undefined;
  const count = Number(text);
  const fits = Number.isInteger(count) && count >= 1 && count <= MAX_SESSIONS;
  return fits ? undefined : words('problem.maxSessions', { max: MAX_SESSIONS });
});

export const validIdle = textValidator<AgentSessionSettings>((_node, text) => {
  if (text.trim() === '') return undefined;
  const minutes = Number(text);
  const fits = minutes >= IDLE_MIN_MINUTES && minutes <= IDLE_MAX_MINUTES;
  return fits ? undefined : words('problem.idleMinutes', { min: IDLE_MIN_MINUTES, max: IDLE_MAX_MINUTES });
});
