// Owns what the tour does to the editor's page: waiting until something is there and still, pressing, closing forms, and
// ending the tour from within. Knows no step.

/** How long anything in the editor may take to appear. */
const PATIENCE_MS = 8000;
const LOOK_MS = 50;

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** True once `there` is; false when it takes too long. */
export async function until(there: () => boolean, patience = PATIENCE_MS): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += LOOK_MS) {
    if (there()) return true;
    await pause(LOOK_MS);
  }
  return there();
}

/** Once it is in the window and moves no more. `undefined` when there is no such thing. */
export async function settled(
  find: () => Element | null | undefined,
  patience?: number,
): Promise<Element | undefined> {
  let before = '';
  const still = await until(() => {
    const { left = 0, top = 0, width = 0, height = 0 } = find()?.getBoundingClientRect() ?? {};
    const now = `${left} ${top} ${width} ${height}`;
    const same = now === before;
    before = now;
    return same && width > 0 && height > 0 && left + width > 0 && left < window.innerWidth;
  }, patience);
  return still ? (find() ?? undefined) : undefined;
}

/** A node on the canvas, which is brought into view. */
export async function onCanvas(id: string, inner = ''): Promise<Element | undefined> {
  const node = RED.nodes.node(id);
  if (!node || RED.nodes.workspace(node.z ?? '') === null) return undefined;
  RED.view.reveal(id, false);
  const find = () => document.getElementById(id)?.querySelector(inner || '.red-ui-flow-node');
  return settled(find);
}

/** Presses what the user could press; a part of the canvas has no `click` of its own. */
export function press(element: Element | null | undefined): void {
  element?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window }));
}

const TRAYS = '#red-ui-editor-stack > .red-ui-tray';

export function isFormOpen(): boolean {
  return document.querySelector(TRAYS) !== null;
}

/** Leaves all forms, the topmost first, without keeping what is in them. */
export async function closeForms(): Promise<void> {
  for (let forms = 0; forms < 5 && isFormOpen(); forms += 1) {
    const tray = [...document.querySelectorAll(TRAYS)].at(-1);
    press(tray?.querySelector('#agent-try-close, #node-dialog-cancel, #node-config-dialog-cancel'));
    await until(() => tray?.isConnected !== true);
    // The one below comes back a moment later.
    await pause(LOOK_MS);
  }
}

const NEXT = '.red-ui-tourGuide-toolbar button';

/** As if the user had pressed Next. */
export function goOn(): void {
  press(document.querySelector(NEXT));
}

/** As if the user had pressed Escape: the guide has no other way to be ended from within. */
export function leaveTour(): void {
  $(document).triggerHandler($.Event('keydown.red-ui-tourGuide', { key: 'Escape' }));
}

/** The guide goes on waiting for the mouse of a step that is over, and would make way for it in the next ones. */
export function stayPut(): void {
  $('.red-ui-tourGuide-shade-focus').off('mouseenter');
}

const held = new WeakSet<Element>();

/** Near an edge of the window, and whenever the guide moves them, its words stay in the window. */
export function keepInside(): void {
  const [popover] = $('.red-ui-tourGuide-popover').toArray();
  if (!popover || held.has(popover)) return;
  held.add(popover);
  const look = () => {
    const { top, left, width, height } = popover.getBoundingClientRect();
    if (width === 0) return;
    const wanted = {
      top: within(top, height, window.innerHeight),
      left: within(left, width, window.innerWidth),
    };
    if (wanted.top !== top || wanted.left !== left) $(popover).css(wanted);
  };
  new MutationObserver(look).observe(popover, { attributes: true, attributeFilter: ['style'] });
  look();
}

function within(start: number, length: number, room: number): number {
  return Math.max(EDGE_PX, Math.min(start, room - length - EDGE_PX));
}

const EDGE_PX = 5;

/** What the guide itself does not say to a screen reader: the name of its cross, and what Next belongs to. */
export function nameParts(close: string): void {
  const popover = document.querySelector('.red-ui-tourGuide-popover');
  const description = popover?.querySelector('.red-ui-tourGuide-popover-description');
  if (!popover || !description) return;
  description.id = 'agent-tour-said';
  popover.setAttribute('role', 'dialog');
  popover.setAttribute('aria-labelledby', description.id);
  popover.querySelector('.red-ui-button-small')?.setAttribute('aria-label', close);
  popover.querySelector(NEXT)?.setAttribute('aria-describedby', description.id);
}
