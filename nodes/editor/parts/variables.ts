// Owns the note under a field that names an environment variable which is not set. What tab, group, subflow and flow file
// hold the editor knows itself; of the place where Node-RED runs it is told yes or no, never a value.

import { wordsOf } from './words.js';

const words = wordsOf('agent-config');

const WAIT_MS = 250;
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
    form.find(`[id^="${prefix}-"]`).each((_index, field) => void show($(field), isSet));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  };
  form.on('input change', later);
  later();
}

async function show(field: JQuery, isSet: (name: string) => Promise<boolean>): Promise<void> {
  const named = namesIn(field);
  const answers = await Promise.all(named.map(isSet));
  // Something else may have been typed in the meantime: then that is asked.
  if (namesIn(field).join() !== named.join()) return;
  const missing = named.filter((_name, index) => !answers[index]);
  const row = field.closest('.form-row');
  const id = `${field.attr('id')}-env`;
  row.children(`#${id}`).remove();
  if (missing.length === 0) return;
  const text = words('environment.missing', { names: missing.join(', ') });
  $('<div class="agent-env" role="status">').attr({ id }).text(text).appendTo(row);
}

/** `${NAME}` anywhere in a text, `$(NAME)` as the whole of it; or all of it, where the field says so. */
function namesIn(field: JQuery): string[] {
  const value = field.val();
  if (typeof value !== 'string' || !field.is('input:not([type=checkbox]), textarea')) return [];
  const text = value.trim();
  const inside = [...text.matchAll(/\$\{([A-Za-z_]\w*)\}/g)].flatMap(([, name]) => name ?? []);
  const whole = /^\$\{([^{}\s]+)\}$/.exec(text)?.[1] ?? /^\$\((\S+)\)$/.exec(text)?.[1];
  const all = field.is('.red-ui-typedInput') || $(`#${field.attr('id')}Type`).length > 0;
  const typed = all && String($(`#${field.attr('id')}Type`).val()) === 'env' ? text : undefined;
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
