// Owns the simulated Vatel service: session tokens, who may connect, and strict ears. Where nothing is known of how the
// real service reacts to a broken message, this one closes with 1008 and the reason.

import { agent, type World } from './agent.js';
import type { Talk } from './conversation.js';
import { ledger } from './ledger.js';
import type { Line } from './line.js';
import { serve } from './serve.js';
import type { Service } from './service.js';
import type { Simulator, ToolAnswer, VatelOptions } from './simulator.js';
import { isObject, type JsonObject } from '../../nodes/lib/shared/json.js';
import { flawIn, isUuid, kindOf } from './vatel/client-frames.js';
import { mouthFor } from './vatel/mouth.js';
import { sessionStarted } from './vatel/server-frames.js';
import { refusal, sessionTokens, type Grant } from './vatel/session-tokens.js';
import { worldOf } from './world.js';

const AGENT_ID = '5d0b2f6e-0000-4000-8000-000000000001';

/** Answers on `/v1/session-token` and `/v1/connection`. */
export async function startVatel(options: VatelOptions = {}): Promise<Simulator> {
  const agentId = options.agentId ?? AGENT_ID;
  const apiKey = options.apiKey ?? 'simulated-key';
  if (!isUuid(agentId)) throw new Error(`Agent ids of Vatel are UUIDs, and "${agentId}" is none.`);
  const world = worldOf(options);
  const tokens = sessionTokens(agentId, apiKey, options);

  const service: Service = {
    agentId,
    apiKey,
    errorBody: (_status, error) => ({ error }),
    answer: tokens.answer,
    admit: ({ url }) => {
      if (url.pathname !== '/v1/connection') return refusal(404, 'Not found');
      const token = url.searchParams.get('token');
      if (!token) return refusal(400, 'The query parameter token is missing');
      const redeemed = tokens.redeem(token);
      if ('why' in redeemed) return refusal(401, `The session token is ${redeemed.why}`);
      return (line) => talkOn(line, options, world, redeemed.grant);
    },
  };
  return serve(service, options);
}

function talkOn(line: Line, options: VatelOptions, world: World, grant: Grant): Talk {
  const calls = ledger();
  const results: ToolAnswer[] = [];
  const mouth = mouthFor(line, options, world.tools);
  const actor = agent(line, mouth, calls, world);

  const refuse = (why: string) => {
    line.violated(why);
    line.close(1008, why.slice(0, 120));
  };

  const takeOutput = (data: JsonObject): string | undefined => {
    const answer = calls.answered({ id: String(data['toolCallId']), text: String(data['output']) });
    if (typeof answer !== 'object') return answer;
    results.push(answer);
    actor.answered(answer.tool);
    return undefined;
  };

  const obey = (kind: string, data: unknown): string | undefined => {
    if (!isObject(data)) return undefined;
    if (kind === 'tool_call_output') return takeOutput(data);
    actor.hear(Buffer.from(String(data['audio']), 'base64'));
    return undefined;
  };

  return {
    agent: actor,
    mouth,
    calls,
    results,
    kindOf,
    opened: () => {
      line.send(sessionStarted(line.id));
      actor.begin(grant.firstMessage);
      line.begin();
    },
    hear: (frame) => {
      const wrong = flawIn(frame)?.why ?? obey(kindOf(frame), frame['data']);
      if (wrong) refuse(wrong);
    },
    misheard: refuse,
    sending: (frame) => noteCall(frame, calls.opened),
    ended: actor.end,
  };
}

/** Calls that go out are noted, whoever makes them: a client may answer only what it was asked. */
function noteCall(frame: JsonObject, opened: (id: string, tool: string) => void): void {
  const data = frame['data'];
  if (frame['type'] !== 'tool_call' || !isObject(data)) return;
  const { toolCallId = data['tool_call_id'], toolName = data['tool_name'] } = data;
  opened(String(toolCallId), String(toolName));
}
