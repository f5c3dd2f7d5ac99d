// Owns the way to the words of a form: they stand in the catalogs of this package. Owns no words itself.

export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The words of one node type's catalog. */
export function wordsOf(type: string): Words {
  return (key, values) => RED._(`${CATALOGS}${type}:${key}`, values);
}
