// Owns the simulated ElevenLabs service: its parts put together, and how a client that breaks the protocol is cut off.
// Strict where the real service is known to be, and where nothing is known.

import type { World } from './agent.js';
import type { Talk } from './conversation.js';
import { kindOf } from './elevenlabs/client-frames.js';
import { directoryOf } from './elevenlabs/directory.js';
import { CONVERSATION, doorOf, errorBody, refusal } from './elevenlabs/door.js';
import { hear, note } from './elevenlabs/ears.js';
import { invalid, type Refusal } from './elevenlabs/opening.js';
import * as frames from './elevenlabs/server-frames.js';
import { stageFor } from './elevenlabs/stage.js';
import type { Line } from './line.js';
import { serve } from './serve.js';
import type { ElevenLabsOptions, Simulator } from './simulator.js';
import { worldOf } from './world.js';

/** Answers on `/v1/convai/conversation`, on the request for a signed URL, and on those about tools and the agent. */
export function startElevenLabs(options: ElevenLabsOptions = {}): Promise<Simulator> {
  const agentId = options.agentId ?? 'agent_simulated';
  const apiKey = options.apiKey ?? 'simulated-key';
  const world = worldOf(options);
  const door = doorOf(agentId, apiKey, options);
  const directory = directoryOf(agentId, apiKey, options.workspace);
  return serve(
    {
      agentId,
      apiKey,
      errorBody,
      answer: (request) => directory.answer(request) ?? door.answer(request),
      admit: (request) => {
        if (request.url.pathname !== CONVERSATION) return refusal(404, 'Not found');
        const barred = door.barred(request);
        return (line) => talkOn(line, options, world, barred);
      },
    },
    options,
  );
}

function talkOn(line: Line, options: ElevenLabsOptions, world: World, barred: string | undefined): Talk {
  const stage = stageFor(line, options, world);

  const refuse = ({ type, why, reason }: Refusal): void => {
    line.violated(why);
    line.together(() => {
      line.send(frames.error(type, why));
      line.close(1008, reason);
    });
  };

  return {
    agent: stage.agent,
    mouth: stage.mouth,
    calls: stage.calls,
    results: stage.results,
    kindOf,
    // Refused on the open line and not with an HTTP status: the service lists authorization under close code 1008.
    opened: () => void (barred && refuse({ type: 'value_error', why: barred, reason: barred })),
    hear: (frame) => {
      const wrong = hear(stage, frame);
      if (wrong) refuse(wrong);
    },
    misheard: (why) => refuse(invalid(why)),
    sending: (frame) => note(stage, frame),
    ended: () => {
      stage.stopGap();
      stage.pings.stop();
      stage.agent.end();
    },
  };
}
