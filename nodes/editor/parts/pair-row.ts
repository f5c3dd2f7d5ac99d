// Owns the row of a form that shows the other end of a call, and leads there. What was typed is kept: the form is done
// first, as with its own button.

import { wordsOf } from './words.js';

const words = wordsOf('agent-tool');

/** One link each. */
export function showPair(place: JQuery, nodes: readonly StoredNode[]): void {
  place.empty();
  for (const node of nodes) {
    const label = RED.utils.getNodeLabel(node, node.type);
    const tab = tabOf(node);
    $('<button type="button" class="red-ui-button red-ui-button-small agent-pair-link">')
      .append($('<i class="fa fa-arrow-right">'), ' ')
      .append(document.createTextNode(tab ? words('pair.on-tab', { label, tab }) : label))
      .attr('title', words('pair.go'))
      .on('click', () => {
        $('#node-dialog-ok').trigger('click');
        RED.view.reveal(node.id);
      })
      .appendTo(place);
  }
}

function tabOf({ z = '' }: StoredNode): string | undefined {
  const flow = RED.nodes.workspace(z) ?? RED.nodes.subflow(z);
  return flow?.label ?? flow?.name;
}
