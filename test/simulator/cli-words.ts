// Owns what the simulators print: help, how to connect, and one line for everything that happens.

import { isObject } from '../../nodes/lib/shared/json.js';
import type { ToolDeclaration } from '../../nodes/lib/providers/provider.js';
import type { Order, ServiceName } from './cli-options.js';
import type { Seen, Simulator } from './simulator.js';

export const HELP = `A simulated voice agent service, for trying out flows without an account.

  npm run simulate -- elevenlabs [options]
  npm run simulate -- vatel [options]

  --port N      where to listen; 8123 when left out, 0 for any free port
  --key K       the API key; for ElevenLabs it also makes the agent private
  --agent ID    the agent's id
  --tools F     JSON file with the tools the agent knows: [{"name", "description", "schema"}]
  --heard TEXT  what the agent understands when somebody speaks; can be given several times
  --script F    JSON file with a list of steps; the first one that fits is taken
  --help        this text

Steps of a script
  {"on": "open", "send": {"type": "vad_score", "vad_score_event": {"vad_score": 0.9}}}
  {"on": "user_message", "match": "light", "call": {"tool": "set_light", "arguments": {"on": true}}, "say": "Done."}
  {"on": "audio", "after_ms_of_audio": 500, "transcript": "light on", "call": {"tool": "set_light"}}
  {"on": "result", "match": "set_light", "fault": "drop", "times": 1}

  on       open, user_message, audio (at a pause in the speech, or after so much audio), result
  then     transcript, send, call, say, fault: end, close (with code and reason), drop, silence, garbage
  times    how often; every time when left out

What goes wrong before there is a conversation
  {"fault": "http", "status": 503, "times": 2}     at: "request" or "upgrade", whichever comes first when left out
  {"fault": "slow-handshake", "ms": 3000}          held back for ever without ms

Without a step that fits, the agent works out by itself which tool a sentence asks for.
It takes exact orders too: call set_light {"room": "kitchen", "on": true}`;

const NAMES: Readonly<Record<ServiceName, string>> = { elevenlabs: 'ElevenLabs', vatel: 'Vatel' };

export function introduction({ service, options }: Order, simulator: Simulator): string {
  const keyless = service === 'elevenlabs' && !options.private;
  return `A simulated ${NAMES[service]} service listens on ${simulator.origin}

Type this into the form of an agent-config node:
  Provider   ${NAMES[service]}
  Agent ID   ${simulator.agentId}
  API key    ${keyless ? '(leave it empty)' : simulator.apiKey}
  Base URL   ${simulator.origin}

The agent knows these tools. Each needs an agent-tool node of the same name:
${(options.tools ?? []).map(sayTool).join('\n')}

${service === 'vatel' ? HINT_AUDIO : HINT_TEXT}
Ctrl-C ends it.
`;
}

const HINT_TEXT =
  'Write to it: "turn on the kitchen light", or: call set_light {"room": "kitchen", "on": true}';
const HINT_AUDIO =
  'Send it audio. It cannot recognise words: what it understands is what --heard or a script says.';

/** One line; long texts such as audio are cut. */
export function sayEvent(event: Seen): string {
  switch (event.kind) {
    case 'request':
    case 'upgrade': {
      const { method, url, status } = event.request;
      return `${event.kind}  ${method} ${url.pathname}  answered with ${status}`;
    }
    case 'opened':
      return `${event.conversation}  opened`;
    case 'in':
      return `${event.conversation}  from the client  ${cut(event.text)}`;
    case 'out':
      return `${event.conversation}  to the client    ${cut(event.text)}`;
    case 'violation':
      return `${event.conversation}  REFUSED: ${event.why}`;
    case 'closed':
      return `${event.conversation}  closed with ${event.ending.code} ${event.ending.reason}`.trimEnd();
    default:
      return event satisfies never;
  }
}

function sayTool(tool: ToolDeclaration): string {
  const properties = tool.schema['properties'];
  const parameters = Object.entries(isObject(properties) ? properties : {}).map(([name, property]) => {
    const type = isObject(property) ? property['type'] : undefined;
    return typeof type === 'string' ? `${name} (${type})` : name;
  });
  return `  ${tool.name}: ${tool.description} Parameters: ${parameters.join(', ') || 'none'}`;
}

function cut(text: string): string {
  const shorter = text.replace(/([A-Za-z0-9+/]{24})[A-Za-z0-9+/=]{80,}/g, '$1...');
  return shorter.length > 400 ? `${shorter.slice(0, 400)}...` : shorter;
}
