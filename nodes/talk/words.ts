// Owns the words of the page: the server has put those of the visitor's language into it. Owns no words itself.

const catalog: unknown = JSON.parse(metaOf('talk-words'));

/** The words of a catalog key, with `__name__` replaced by its value. */
export function words(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = key
    .split('.')
    .reduce<unknown>((at, part) => (at instanceof Object ? Reflect.get(at, part) : ''), catalog);
  return (typeof text === 'string' ? text : '').replace(/__(\w+?)__/g, (_, name: string) =>
    String(values[name] ?? ''),
  );
}

/** What the server has put into the page. */
export function metaOf(name: string): string {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
}

/** Puts the words into everything of the page that names a key. */
export function fillIn(): void {
  for (const element of document.querySelectorAll<HTMLElement>(
    '[data-word], [data-label], [data-empty-words]',
  )) {
    const { word, label, emptyWords } = element.dataset;
    if (word) element.textContent = words(word);
    if (emptyWords) element.dataset['empty'] = words(emptyWords);
    if (label) element.setAttribute('aria-label', words(label));
  }
}

/** A number that may as well be a name, such as that of a room: every digit, and nothing between them. */
export function exact(value: number): string {
  const how = { useGrouping: false, maximumFractionDigits: 20 };
  return new Intl.NumberFormat(document.documentElement.lang, how).format(value);
}

/** What the visitor's language calls another one, such as `English` or `anglais`. */
export function languageName(language: string): string {
  const [primary = language] = language.split('-');
  return new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(primary) ?? primary;
}

/** A number as it is written in the visitor's language. */
export function written(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang).format(value);
}
