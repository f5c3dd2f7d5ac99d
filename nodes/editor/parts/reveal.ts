// Owns the button that shows where in the flows a node is. Does not know what is at that node.

/** A button that reads like the node it shows; only its text where the editor does not know the node. */
export function revealButton(id: string, text: string, hint: string, before?: () => void): JQuery {
  if (!RED.nodes.node(id)) return $('<span>').text(text);
  return $('<button type="button" class="agent-link">')
    .text(text)
    .attr('title', hint)
    .on('click', () => {
      before?.();
      RED.view.reveal(id);
    });
}
