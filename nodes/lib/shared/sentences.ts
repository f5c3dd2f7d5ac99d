// Owns where a sentence ends, in the scripts that the catalogs are written in, and how one sentence follows another. What
// a flow, a provider or a catalog says is put together from pieces, and each may bring a stop of its own or none.

/** A stop, and what may be closed behind it. */
const ENDED = /[.!?…。！？][)\]"'”“’»」』）\s]*$/u;
/** A text in a script whose stops are as wide as its letters. */
const WIDE = /[\u3001-\u30ff\u3400-\u9fff\uff01-\uff9f]/u;
const WIDE_END = /[。！？」』）]$/u;

/** With a stop at its end, where it has none. */
export function ended(text: string): string {
  if (text === '' || ENDED.test(text)) return text;
  return `${text}${WIDE.test(text) ? '。' : '.'}`;
}

/** Without the second of two stops, and without a space behind a wide one: a piece brought its own. */
export function oneStop(text: string): string {
  return text
    .replace(/(?<!\.)([.!?…])\.(?=\s|$)/g, '$1')
    .replace(/([。！？])[.。]+/gu, '$1')
    .replace(/(?<!\.)[.…]。/gu, '。')
    .replace(/([!?])。/gu, '$1')
    .replace(/([。！？])\s+/gu, '$1');
}

/** Sentences one after the other. A wide stop brings its own space. */
export function joined(...sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .reduce(
      (before, next) => (before === '' || WIDE_END.test(before) ? before + next : `${before} ${next}`),
      '',
    );
}
