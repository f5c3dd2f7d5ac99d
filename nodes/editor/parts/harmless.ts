// Owns keeping texts out of the flow that would bring the whole editor to a stand: its search keeps every text of a node as
// a key of an object, in small letters, and this one would reach into what all objects of the page share.

const HARM = /^__proto__$/i;

/** Data with a blank behind each such text: then it is there to be mended. */
export function harmless<Data>(data: Data): Data;
export function harmless(data: unknown): unknown {
  if (typeof data === 'string') return HARM.test(data) ? `${data} ` : data;
  if (Array.isArray(data)) return data.map((one: unknown) => harmless(one));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, unknown]) => [name, harmless(value)]),
  );
}

/** The same for what stands in the fields of a form, before Node-RED reads it from there. */
export function harmlessFields(prefix: string): void {
  for (const field of $(`input[id^="${prefix}-"], textarea[id^="${prefix}-"]`).toArray()) {
    const text = $(field).val();
    if (typeof text === 'string' && HARM.test(text)) $(field).val(harmless(text));
  }
}
