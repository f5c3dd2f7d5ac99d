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
    '[data-word], [data-label], [data-placeholder], [data-empty-words]',
  )) {
    const { word, label, placeholder, emptyWords } = element.dataset;
    if (word) element.textContent = words(word);
    if (emptyWords) element.dataset['empty'] = words(emptyWords);
    if (label) element.setAttribute('aria-label', words(label));
    if (placeholder) element.setAttribute('placeholder', words(placeholder));
  }
}

/** A number as it is written in the visitor's language. */
export function written(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang).format(value);
}
