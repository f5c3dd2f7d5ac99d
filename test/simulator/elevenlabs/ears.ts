// Owns what a message of the client means to the simulated ElevenLabs, and which ones it refuses.
// Does not own shapes (client-frames) nor what an agent allows (opening).

import { isObject, type JsonObject } from '../../../nodes/lib/shared/json.js';
import { AUDIO, flawIn, INIT, kindOf } from './client-frames.js';
import { flawed, invalid, readOpening, type Refusal } from './opening.js';
import * as frames from './server-frames.js';
import type { Stage } from './stage.js';

/** Takes a message; returns why it is refused. */
export function hear(stage: Stage, frame: JsonObject): Refusal | undefined {
  const kind = kindOf(frame);
  if (!stage.opening && kind !== INIT) return invalid(`the first message must be ${INIT}`);
  if (stage.opening && kind === INIT) return invalid(`${INIT} came twice`);
  const flaw = flawIn(frame);
  if (flaw) return kind === INIT ? flawed(flaw) : invalid(flaw.why);
  return kind === INIT ? begin(stage, frame) : obey(stage, kind, frame);
}

/** What goes out is noted too, whoever sends it: a client may answer only what it was asked. */
export function note(stage: Stage, frame: JsonObject): void {
  const call = frame['client_tool_call'];
  if (isObject(call)) stage.calls.opened(String(call['tool_call_id']), String(call['tool_name']));
  const ping = frame['ping_event'];
  if (isObject(ping)) stage.pings.sent(Number(ping['event_id']));
  const mcp = frame['mcp_tool_call'];
  if (isObject(mcp) && mcp['state'] === 'awaiting_approval') stage.approvals.add(String(mcp['tool_call_id']));
}

function begin(stage: Stage, frame: JsonObject): Refusal | undefined {
  const { line, options, clock } = stage;
  const opening = readOpening(frame, options);
  if ('why' in opening) return opening;
  stage.opening = opening;
  const gap = options.metadataGapMs ?? 0;
  const goOn = () => {
    stage.agent.begin(opening.firstMessage);
    stage.pings.start();
    line.begin();
  };
  line.together(() => {
    line.send(frames.metadata(line.id, options.sound));
    if (gap === 0) goOn();
    else stage.stopGap = clock.after(gap, goOn);
  });
  return undefined;
}

function obey(stage: Stage, kind: string, frame: JsonObject): Refusal | undefined {
  switch (kind) {
    case 'client_tool_result':
      return takeResult(stage, frame);
    case 'user_message':
      return read(stage, frame['text']);
    case 'multimodal_message':
      return read(stage, isObject(frame['text']) ? frame['text']['text'] : undefined);
    case AUDIO:
      if (!stage.opening?.textOnly)
        stage.agent.hear(stage.sound.read(Buffer.from(String(frame[AUDIO]), 'base64')));
      return undefined;
    case 'pong':
      return stage.pings.returned(Number(frame['event_id']))
        ? undefined
        : invalid('no ping had this event_id');
    case 'mcp_tool_approval_result':
      return stage.approvals.delete(String(frame['tool_call_id']))
        ? undefined
        : invalid('nothing awaits this approval');
    default:
      return undefined;
  }
}

function read(stage: Stage, text: unknown): undefined {
  if (typeof text === 'string' && text) stage.agent.read(text);
}

function takeResult(stage: Stage, frame: JsonObject): Refusal | undefined {
  const errorType = frame['error_type'];
  const answer = stage.calls.answered({
    id: String(frame['tool_call_id']),
    text: String(frame['result']),
    // A kind of error makes it one, whatever the flag says.
    isError: frame['is_error'] === true || errorType !== undefined,
    ...(typeof errorType === 'string' ? { errorType } : {}),
  });
  if (typeof answer === 'string') return invalid(answer);
  if (!answer) return undefined;
  stage.results.push(answer);
  const { tool, id, isError = false } = answer;
  const ending = { tool, id, type: 'client', isError, isCalled: errorType !== 'user_rejected' } as const;
  if (!answer.late) stage.line.send(frames.toolResponse(ending, stage.nextEvent()));
  stage.agent.answered(tool);
  return undefined;
}
