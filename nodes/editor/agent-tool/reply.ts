// Owns the part of the tool's form about its reply: whether one can be reached, adding one, and that none is needed. Marks
// the tool anew whenever the flow around it changes.

import type { AgentToolSettings } from '../../lib/shared/settings.js';
import { isTicked } from '../parts/check.js';
import { keepFocus } from '../parts/focus.js';
import { note } from '../parts/note.js';
import { addReply, goToPair, isUnwired, noWayToReply, repliesOf } from '../parts/pair.js';
import { showPair } from '../parts/pair-row.js';
import { validator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

type ToolNode = FormNode<AgentToolSettings>;

const words = wordsOf('agent-tool');
const TYPE = 'agent-tool';
const OFFER_MS = 10_000;

export const validReply = validator<AgentToolSettings, boolean>((node, noReply) =>
  noReply ? undefined : noWayToReply(node),
);

export function prepareReply(node: ToolNode): void {
  withdrawOffer();
  const row = $('#agent-tool-row-reply');
  const add = $('#agent-tool-add-reply');
  const look = () => {
    const needed = !isTicked(node, 'noReply', node.noReply);
    showPair($('#agent-tool-replies'), repliesOf(node));
    add.toggle(needed && isUnwired(node) && !RED.workspaces.isLocked(node.z));
    note(row, needed ? noWayToReply(node) : words('pair.none-needed'), needed ? 'warning' : 'plain');
  };
  add.on('click', () => {
    addReply(node);
    keepFocus(look, () => $('#agent-tool-replies button').first());
  });
  $('#node-input-noReply').on('change', look);
  look();
}

let offered: Notification | undefined;

/** The form has the same offer, and the notification would lie on its buttons. */
export function withdrawOffer(): void {
  offered?.close();
  offered = undefined;
}

/** For a tool that was just dragged in; nobody has to take it. */
export function offerReply(node: ToolNode): void {
  // One that came with an import is on the flow already; a new one is in a moment.
  if (RED.nodes.node(node.id)) return;
  setTimeout(() => {
    if (!RED.nodes.node(node.id) || !isUnwired(node)) return;
    withdrawOffer();
    const take = () => {
      withdrawOffer();
      if (RED.nodes.node(node.id)) addReply(node);
    };
    offered = RED.notify(words('pair.offer'), {
      timeout: OFFER_MS,
      buttons: [
        { text: words('pair.later'), click: withdrawOffer },
        { text: words('pair.add'), class: 'primary', click: take },
      ],
    });
  });
}

/** The wires are no property of the node: Node-RED does not ask again when they change. */
export function watchWires(): void {
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    // Once for all that changes at the same time, such as an import.
    setTimeout(() => {
      asked = false;
      for (const tool of RED.nodes.filterNodes({ type: TYPE })) RED.editor.validateNode(tool);
      RED.view.redraw();
    });
  };
  const kinds = ['links:add', 'links:remove', 'nodes:add', 'nodes:remove', 'nodes:change', 'flows:change'];
  for (const kind of kinds) RED.events.on(kind, ask);
}

/** To be found with all other actions of the editor, and to be given a key. */
export function addPairActions(): void {
  const add = (name: string, act: () => void) => {
    const action = `agent-tools:${name}`;
    // A set of nodes that was switched off and on again loads anew, and an action cannot be there twice.
    RED.actions.remove(action);
    RED.actions.add(action, act, { label: `${CATALOGS}${TYPE}:action.${name}` });
  };
  add('go-to-pair', goToPair);
  add('add-reply', () => {
    for (const node of RED.view.selection().nodes ?? []) if (node.type === TYPE) addReply(node);
  });
}
