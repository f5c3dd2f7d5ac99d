// Owns asking whether a box is ticked: as it stands while the node's form is open, as it is stored otherwise.

import { isOpen } from './open-form.js';

export function isTicked(node: EditorNode, property: string, stored: boolean | undefined): boolean {
  return isOpen(node) ? $(`#node-input-${property}`).prop('checked') === true : stored === true;
}
