// Finds Mosquitto, the MQTT broker that some tests talk to. Does not install or start it.

import { spawnSync } from 'node:child_process';

/** By the PATH, and where systems put it that only an administrator's PATH leads to. */
const PLACES = [
  'mosquitto',
  '/usr/sbin/mosquitto',
  '/usr/local/sbin/mosquitto',
  '/opt/homebrew/sbin/mosquitto',
  'C:\\Program Files\\mosquitto\\mosquitto.exe',
];

/** `{ command }`, or `{ skip }`, the reason why there is none. */
export function findBroker() {
  const command = PLACES.find((place) => spawnSync(place, ['-h'], { stdio: 'ignore' }).error === undefined);
  if (command) return { command };
  return {
    skip: 'the broker Mosquitto is not installed (apt-get install mosquitto, brew install mosquitto)',
  };
}
