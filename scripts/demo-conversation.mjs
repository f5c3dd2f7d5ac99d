// The one conversation of the demo: presses a button in the running flow and tells in plain words what goes along the
// wires. Looks on from outside; the flow knows nothing of it.

const PATIENCE_MS = 15_000;
const AGENT_SAYS = 'The agent says';

/** Looks on from now on: to be called before the flows start, so that the agent's first words are not missed. */
export function lookOn(RED) {
  const steps = [];
  const told = new Set();
  let wake = () => {};
  RED.hooks.add('preDeliver.demo', ({ msg, source, destination }) => {
    const step = stepOf(msg, source.node, source.port, destination.node);
    if (!step || told.has(step.once)) return;
    if (step.once) told.add(step.once);
    steps.push(step);
    wake();
  });
  return {
    async next() {
      while (steps.length === 0) await new Promise((woken) => (wake = woken));
      return steps.shift();
    },
    leave: () => RED.hooks.remove('*.demo'),
  };
}

/** Resolves when the agent has answered, or did not in time. `button` is the id of an inject node. */
export async function converse(RED, onlooker, button) {
  const inject = RED.nodes.getNode(button);
  if (inject && isPractice(RED)) {
    let timer;
    const late = new Promise((done) => (timer = setTimeout(done, PATIENCE_MS, false)));
    const ended = await Promise.race([late, tell(onlooker, () => inject.receive())]);
    clearTimeout(timer);
    console.log(ended ? '' : '  (Nothing more was said.)\n');
  } else {
    console.log('The flows are your own by now, so no conversation runs by itself.\n');
  }
  onlooker.leave();
}

/** An agent in the cloud is not called unasked: it may cost something. */
function isPractice(RED) {
  const providers = new Set();
  RED.nodes.eachNode(({ type, provider }) => type === 'agent-config' && providers.add(provider));
  return providers.size === 1 && providers.has('practice');
}

/** The agent speaks first; then we do. */
async function tell(onlooker, speak) {
  await tellUntilAgentSpeaks(onlooker);
  speak();
  await tellUntilAgentSpeaks(onlooker);
  return true;
}

async function tellUntilAgentSpeaks(onlooker) {
  let step;
  do {
    step = await onlooker.next();
    console.log(`  ${step.who.padEnd(18)} ${step.what}`);
  } while (step.who !== AGENT_SAYS);
}

/** What a message on a wire means to somebody who looks on. `once` is the same for its copies on several wires. */
function stepOf(msg, source, port, destination) {
  if (destination?.type === 'agent-session') return { who: 'You say', what: inWords(msg.payload) };
  if (destination?.type === 'agent-reply') return { who: 'Your flow answers', what: inWords(msg.payload) };
  if (source?.type === 'agent-tool')
    return { who: 'The agent calls', what: callInWords(msg), once: msg.toolCall.ref };
  if (source?.type === 'agent-session' && port === 0 && msg.topic === 'agent')
    return { who: AGENT_SAYS, what: msg.payload, once: `${msg.transcript.turn} ${msg.payload}` };
  return undefined;
}

function callInWords({ topic, payload }) {
  const given = Object.entries(payload).map(([name, value]) => `${name} = ${inWords(value)}`);
  return given.length > 0 ? `${topic} with ${given.join(', ')}` : topic;
}

function inWords(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
