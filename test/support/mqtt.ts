// Owns the MQTT nodes of a test flow, and the sign that they are connected. The broker itself is broker.ts.

import type { Node, NodeDef, NodeInitializer } from 'node-red';
import type { FlowBuilder } from './flow.js';
import { within } from './within.js';

/** MQTT as the broker node counts it: `4` is 3.1.1. */
export type Version = '4' | '5';

/**
 * The config node of a broker. It says at `ready/<name>` that all its subscriptions stand; `retain` for those that come
 * later.
 */
export function brokerNode(
  flow: FlowBuilder,
  name: string,
  port: number,
  { version = '5', retain = false }: { version?: Version; retain?: boolean } = {},
): void {
  const birth = {
    birthTopic: `ready/${name}`,
    birthPayload: 'yes',
    birthQos: '0',
    birthRetain: String(retain),
  };
  flow.config('mqtt-broker', 'broker', {
    ...birth,
    broker: '127.0.0.1',
    port: String(port),
    autoConnect: true,
    protocolVersion: version,
    keepalive: '60',
    cleansession: true,
  });
}

export function mqttIn(flow: FlowBuilder, id: string, topic: string): string {
  return flow.node('mqtt in', id, { broker: 'broker', topic, qos: '1', datatype: 'utf8', inputs: 0 });
}

/** Without a topic, that of the message counts. */
export function mqttOut(flow: FlowBuilder, id: string, topic = ''): string {
  return flow.node('mqtt out', id, { broker: 'broker', topic, qos: '1', retain: 'false' });
}

export interface Gate {
  /** A node type `gate`, which takes the messages of `ready/<name>`. */
  readonly type: NodeInitializer;
  /** Resolves when each of these names was heard. */
  readonly open: (names: readonly string[]) => Promise<void>;
}

/** To be made for each flow anew: a broker may have told its readiness before anybody else can listen. */
export function gate(): Gate {
  const heard = new Set<string>();
  let wake: () => void = () => undefined;
  return {
    type: (RED) => {
      RED.nodes.registerType('gate', function construct(this: Node, definition: NodeDef) {
        RED.nodes.createNode(this, definition);
        this.on('input', ({ topic }) => {
          heard.add(String(topic));
          wake();
        });
      });
    },
    open(names) {
      const all = new Promise<void>((resolve) => {
        wake = () => names.every((name) => heard.has(`ready/${name}`)) && resolve();
        wake();
      });
      return within(5000, `MQTT is connected: ${names.join(', ')}`, all, () => [...heard].join(', '));
    },
  };
}
