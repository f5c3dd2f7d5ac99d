// Owns the one test that both ends of the house make on plain data. Owns no parsing.

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object, as opposed to null, a list or a scalar. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
