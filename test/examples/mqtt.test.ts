// The example whose device answers over MQTT, with a real broker. Left out where there is none; `npm test` says so.

import { strict as assert } from 'node:assert';
import { at } from '../support/at.js';
import { MOSQUITTO, startBroker, type Broker } from '../support/broker.js';
import { node, run } from '../support/helper.js';
import { inbox } from '../support/messages.js';
import { gate } from '../support/mqtt.js';
import { change, example } from './example.js';

if (MOSQUITTO !== undefined) {
  describe('Example 8, a device that answers over MQTT', function () {
    this.timeout(10_000);

    let broker: Broker;

    before(async () => {
      broker = await startBroker();
    });

    after(() => broker.stop());

    it('says what the device has done', async () => {
      const birth = { birthTopic: 'ready/example', birthPayload: 'yes' };
      const flow = change(example(8), 'mqtt-server', {
        ...birth,
        broker: '127.0.0.1',
        port: String(broker.port),
      });
      const connected = gate();
      const placed = { z: 'mqtt-tab', x: 0, y: 0 };
      const listening = { type: 'mqtt in', ...placed, broker: 'mqtt-server', qos: '1', datatype: 'utf8' };
      const more = [
        { ...listening, id: 'readiness', topic: 'ready/+', inputs: 0, wires: [['open']] },
        { id: 'open', type: 'gate', ...placed, wires: [] },
        { id: 'status', type: 'status', ...placed, scope: ['mqtt-reply'], wires: [['shown']] },
        { id: 'shown', type: 'helper', ...placed, wires: [] },
      ];
      await run({ nodes: [...flow.nodes, ...more] }, [connected.type]);
      const [said, shown] = [inbox(node('mqtt-said')), inbox(node('shown'))];
      await said.nextWithTopic('agent');
      await connected.open(['example']);
      node('mqtt-say-on').receive();
      assert.equal((await said.nextWithTopic('agent')).payload, 'The kitchen light is on.');
      assert.equal(at(await shown.next(), 'status.text'), 'answered set_light (found by MQTT properties)');
      node('mqtt-say-off').receive();
      assert.equal((await said.nextWithTopic('agent')).payload, 'The bedroom light is off.');
    });
  });
}
