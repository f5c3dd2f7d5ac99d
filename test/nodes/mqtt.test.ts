// A reply finds its call over a real MQTT broker: through a device of two core nodes, and through another Node-RED. Left
// out where there is no broker; `npm test` says so.

import { strict as assert } from 'node:assert';
import { MOSQUITTO, startBroker, type Broker } from '../support/broker.js';
import { newFlow, type FlowBuilder } from '../support/flow.js';
import { brokerNode, gate, mqttIn, mqttOut, type Version } from '../support/mqtt.js';
import { startNodeRed, type NodeRed } from '../support/node-red.js';
import { callThrough, type Attempt } from './found.js';

const ANSWERS = 'agent-tools/answers';

interface Road {
  version?: Version;
  /** Whether "answer over MQTT" is on; it is as a rule. */
  mqtt?: boolean;
  /** Function bodies before `mqtt out` and after `mqtt in`. */
  before?: string;
  after?: string;
}

const WHOLE: Road = {
  before: 'return { payload: JSON.stringify(msg) };',
  after: 'return JSON.parse(msg.payload);',
};

/** What another Node-RED makes of a call, by the last part of its topic. */
const THERE: Record<string, string> = {
  correlation: 'return { topic: msg.responseTopic, payload: "on", correlationData: msg.correlationData };',
  property: 'return { topic: msg.responseTopic, payload: "on", userProperties: msg.userProperties };',
  nothing: 'return { topic: msg.responseTopic, payload: "on" };',
  json: `const { toolCall } = JSON.parse(msg.payload);
    return { topic: "${ANSWERS}", payload: JSON.stringify({ payload: "on", toolCall }) };`,
};

function through(flow: FlowBuilder, id: string, func: string | undefined): string[] {
  return func === undefined ? [] : [flow.node('function', id, { func, outputs: 1 })];
}

/** A call to the topic of a device, and its answers to the reply node. `device` adds what else runs here. */
async function road(
  port: number,
  { version, mqtt = true, before, after }: Road,
  topic: string,
  device?: (flow: FlowBuilder) => void,
): Promise<Attempt> {
  const { type, open } = gate();
  const names = device ? ['here'] : ['here', 'there'];
  const way = (flow: FlowBuilder): undefined => {
    brokerNode(flow, 'here', port, version && { version });
    flow.wire('tool', ...through(flow, 'before', before), mqttOut(flow, 'to-device', topic));
    flow.wire(mqttIn(flow, 'answers', ANSWERS), ...through(flow, 'after', after), 'reply');
    flow.wire(mqttIn(flow, 'readiness', 'ready/+'), flow.node('gate', 'gate'));
    device?.(flow);
  };
  return callThrough(way, { tool: { mqtt }, types: [type], ready: () => open(names) });
}

/** A device of two nodes: what comes in goes out again, at the topic for answers. */
function echo(flow: FlowBuilder): void {
  flow.wire(mqttIn(flow, 'device-in', 'lamp/set'), mqttOut(flow, 'device-out', ANSWERS));
}

function otherFlow(port: number): FlowBuilder {
  const flow = newFlow();
  brokerNode(flow, 'there', port, { retain: true });
  mqttOut(flow, 'back');
  for (const [name, func] of Object.entries(THERE))
    flow.wire(mqttIn(flow, `in-${name}`, `there/${name}`), ...through(flow, name, func), 'back');
  return flow;
}

if (MOSQUITTO !== undefined) {
  describe('A reply finds its call over MQTT through', function () {
    this.timeout(10_000);

    let broker: Broker;
    let other: NodeRed;

    before(async function () {
      this.timeout(40_000);
      broker = await startBroker();
      other = await startNodeRed({ packageDir: null, flows: otherFlow(broker.port).nodes });
    });

    after(async () => {
      await other.stop();
      await broker.stop();
    });

    const HERE: [string, Road, string][] = [
      ['mqtt out, a device of two nodes, mqtt in (v5)', {}, 'mqtt'],
      ['the same, with the switch off', { mqtt: false }, 'reply.no-call'],
      ['the same in MQTT 3.1.1, which carries no properties', { version: '4' }, 'reply.no-call'],
      ['the same in MQTT 3.1.1, the whole message as JSON', { version: '4', ...WHOLE }, 'ref'],
      [
        'JSON of the message before mqtt out (v5)',
        { before: 'return JSON.parse(JSON.stringify(msg));' },
        'mqtt',
      ],
    ];
    for (const [what, settings, key] of HERE) {
      it(`${what}: ${key}`, async () => {
        assert.equal((await road(broker.port, settings, 'lamp/set', echo)).found, key);
      });
    }

    const ELSEWHERE: [string, string, string][] = [
      ['a message with its correlation data', 'correlation', 'mqtt'],
      ['a message with its user properties', 'property', 'mqtt'],
      ['a message with nothing of it', 'nothing', 'reply.no-call'],
      ['JSON with msg.toolCall in it', 'json', 'ref'],
    ];
    for (const [what, topic, key] of ELSEWHERE) {
      it(`another Node-RED, that makes ${what}: ${key}`, async () => {
        const settings = topic === 'json' ? WHOLE : {};
        assert.equal((await road(broker.port, settings, `there/${topic}`)).found, key);
      });
    }
  });
}
