// Owns telling which part of a text is known only where Node-RED runs: what stands for an environment variable.

const VARIABLE = /\$\{[^}\s]+\}/g;

/** Nobody can say yet what such a text will be. */
export function namesVariable(text: string): boolean {
  return text.search(VARIABLE) >= 0;
}

/** The text with something harmless in the place of each variable, so that the rest of it can be checked. */
export function withoutVariables(text: string): string {
  return text.replace(VARIABLE, 'x');
}
