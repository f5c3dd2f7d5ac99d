// Owns which node's form is open, so that a rule can ask for a value as it is typed and not as it was stored.

import { harmlessFields } from './harmless.js';
import { nameConfigButtons } from './typed-names.js';
import { asText } from './validator.js';
import { watchVariables } from './variables.js';

type Prefix = 'node-input' | 'node-config-input';

interface OpenForm {
  readonly id: string;
  readonly prefix: Prefix;
}

// A config node's form lies on top of the form of a node that uses it.
const open: OpenForm[] = [];

/** To be called when a form is prepared. */
export function formOpens(node: EditorNode, prefix: Prefix = 'node-input'): void {
  formCloses(node);
  open.push({ id: node.id, prefix });
  nameConfigButtons(prefix);
  watchVariables(node, prefix);
}

/** To be called when a form is saved, before Node-RED reads its fields. */
export function formSaves(node: EditorNode): void {
  const form = open.find(({ id }) => id === node.id);
  if (form) harmlessFields(form.prefix);
  formCloses(node);
}

/** To be called when a form is left: from now on what is stored counts. */
export function formCloses(node: EditorNode): void {
  const at = open.findIndex(({ id }) => id === node.id);
  if (at >= 0) open.splice(at, 1);
}

export function isOpen(node: EditorNode): boolean {
  return open.some(({ id }) => id === node.id);
}

/** The value of a field: as typed while the node's form is open, as stored otherwise. */
export function current(node: EditorNode, property: string, stored: unknown): string {
  const form = open.find(({ id }) => id === node.id);
  const typed = form && $(`#${form.prefix}-${property}`).val();
  return typeof typed === 'string' ? typed : asText(stored);
}
