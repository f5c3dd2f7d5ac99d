// Owns the note under a field that names an environment variable which is not set. What tab, group, subflow and flow file
// hold the editor knows itself; of the place where Node-RED runs it is told yes or no, never a value.

import { wordsOf } from './words.js';

const words = wordsOf('agent-config');

const WAIT_MS = 250;
const ROW = '.red-ui-editableList-item-content';
/** On a field that has no other one for its type: where its value is taken from. */
export const TYPE = 'data-value-type';
/** Those that Node-RED makes up for each node. */
const MADE_UP = /^NR_/;

/** Watches all fields of a form that is being prepared, those that are made after this call too. */
export function watchVariables(node: EditorNode, prefix: string): void {
  const form = $(`#${prefix}-name`).closest('.agent-form');
  const known = new Map<string, Promise<boolean>>();
  const isSet = (name: string): Promise<boolean> => {
    const found = known.get(name) ?? Promise.resolve(isSetHere(node, name) || askRuntime(name));
    known.set(name, found);
    return found;
  };
  const look = () => {
    for (const spot of spotsIn(form, prefix)) void show(spot, isSet);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  };
  form.on('input change', later);
  later();
}

/** Where something is said, and the fields about which it is. */
interface Spot {
  readonly place: JQuery;
  readonly key: string;
  readonly fields: readonly JQuery[];
}

/** Each field of the form by itself; those of a row in a list together, below the row. */
function spotsIn(form: JQuery, prefix: string): Spot[] {
  const named = form.find(`[id^="${prefix}-"]`).toArray();
  const own = named.map((one): Spot => {
    const field = $(one);
    return { place: field.closest('.form-row'), key: field.attr('id') ?? '', fields: [field] };
  });
  const rows = form.find(ROW).toArray();
  const inRows = rows.map((one): Spot => {
    const fields = $(one).find('input').not('.red-ui-typedInput-input').toArray();
    const mine = fields.filter((field) => field.closest(ROW) === one);
    return { place: $(one), key: 'row', fields: mine.map((field) => $(field)) };
  });
  return [...own, ...inRows];
}

async function show(spot: Spot, isSet: (name: string) => Promise<boolean>): Promise<void> {
  const { place, key } = spot;
  const named = namesAt(spot);
  const answers = await Promise.all(named.map(isSet));
  // Something else may have been typed in the meantime: then that is asked.
  if (namesAt(spot).join() !== named.join()) return;
  const missing = named.filter((_name, index) => !answers[index]);
  place.children(`.agent-env[data-about="${key}"]`).remove();
  if (missing.length === 0) return;
  const text = words('environment.missing', { names: missing.join(', ') });
  $('<div class="agent-env" role="status">').attr('data-about', key).text(text).appendTo(place);
}

function namesAt({ fields }: Spot): string[] {
  return [...new Set(fields.flatMap(namesIn))];
}

/** `${NAME}` anywhere in a text, `$(NAME)` as the whole of it; or all of it, where the field says so. */
function namesIn(field: JQuery): string[] {
  const value = field.val();
  if (typeof value !== 'string' || !field.is('input:not([type=checkbox]), textarea')) return [];
  const text = value.trim();
  const inside = [...text.matchAll(/\$\{([A-Za-z_]\w*)\}/g)].flatMap(([, name]) => name ?? []);
  const whole = /^\$\{([^{}\s]+)\}$/.exec(text)?.[1] ?? /^\$\((\S+)\)$/.exec(text)?.[1];
  const type = field.attr(TYPE) ?? $(`#${field.attr('id')}Type`).val();
  const typed = type === 'env' ? text : undefined;
  const names = inside.length > 0 ? inside : [whole ?? typed ?? ''];
  return [...new Set(names)].filter((name) => name !== '');
}

/** In the node's group and those around it, its tab or subflow, or the flow file as a whole. */
function isSetHere(node: EditorNode, name: string): boolean {
  const short = name.replace(/^(\$parent\.)+/, '');
  if (MADE_UP.test(short)) return true;
  return environments(node).some(
    (env) => Array.isArray(env) && env.some((entry: unknown) => Object(entry).name === short),
  );
}

function environments(node: EditorNode): unknown[] {
  const { z = '', g } = RED.nodes.node(node.id) ?? node;
  const groups: unknown[] = [];
  const around = new Set<string>();
  for (let id = g; typeof id === 'string' && !around.has(id);) {
    around.add(id);
    const group = RED.nodes.group(id);
    groups.push(group?.['env']);
    id = group?.['g'];
  }
  const flows = [RED.nodes.workspace(z)?.env, RED.nodes.subflow(z)?.env];
  // What an instance of a subflow is given, and what holds around it.
  const instances = RED.nodes.subflow(z) ? RED.nodes.filterNodes({ type: `subflow:${z}` }) : [];
  const outer = instances.flatMap((one) => [one['env'], RED.nodes.workspace(one.z ?? '')?.env]);
  const whole: unknown[] = [];
  RED.nodes.eachConfig((config) => {
    if (config.type === 'global-config') whole.push(config['env']);
  });
  return [...groups, ...flows, ...outer, ...whole];
}

/** Without an answer nothing is claimed. */
async function askRuntime(name: string): Promise<boolean> {
  try {
    const answer: unknown = await $.getJSON(`agent-tools/environment/${encodeURIComponent(name)}`);
    return Object(answer).set !== false;
  } catch {
    return true;
  }
}
