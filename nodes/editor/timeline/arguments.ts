// Owns how the arguments of a call read for who has never seen JSON. Pure.

import { isObject } from '../../lib/shared/json.js';

/** `room = kitchen, on = true`. What was cut off is no JSON any more, and stays as it is. */
export function argumentsText(given: string): string {
  let values: unknown;
  try {
    values = JSON.parse(given);
  } catch {
    return given;
  }
  if (!isObject(values)) return given;
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${text(value)}`)
    .join(', ');
}
