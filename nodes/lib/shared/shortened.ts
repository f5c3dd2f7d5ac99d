// Owns cutting a text to a length. Knows no text.

/** At most `most` characters, an ellipsis among them where something was cut; no character is torn in two. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
