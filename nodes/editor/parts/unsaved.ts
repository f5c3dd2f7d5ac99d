// Owns telling whether the form of a node holds anything that was not there when it was opened. Does not know what it means.

interface Opened {
  readonly id: string;
  readonly text: string;
}

let opened: Opened | undefined;

/** To be called when a form is prepared and all its fields are there. */
export function rememberForm(node: EditorNode): void {
  opened = { id: node.id, text: formText() };
}

/** Whether something was changed in the form of this node, if it is the one that is open. */
export function isUnsaved(node: EditorNode): boolean {
  return opened?.id === node.id && $('.agent-form').length > 0 && opened.text !== formText();
}

/** All that its fields say, in their order. */
function formText(): string {
  const fields = $('.agent-form').first().find('input, select, textarea').toArray();
  return JSON.stringify(
    fields.map((field) => [$(field).val(), $(field).is(':checkbox') && $(field).prop('checked') === true]),
  );
}
