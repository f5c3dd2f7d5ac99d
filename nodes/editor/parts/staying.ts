// Owns the list of nodes of which it is sure that a message goes on by their wires or ends there. Every other node may
// carry it elsewhere: to a device, a file, a context. Better one unmarked flow than one marked wrongly.

/** Of Node-RED's own and ours. */
const STAYING: ReadonlySet<string> = new Set(
  [
    ['debug', 'change', 'switch', 'template', 'range', 'delay', 'trigger', 'rbe', 'function', 'junction'],
    ['split', 'join', 'sort', 'batch', 'csv', 'html', 'json', 'xml', 'yaml'],
    ['link in', 'link out', 'link call', 'catch', 'complete', 'subflow', 'agent-send', 'agent-session'],
  ].flat(),
);

const CONTEXTS: ReadonlySet<unknown> = new Set(['flow', 'global']);

export function staysHere(node: FlowPart): boolean {
  if (node.type.startsWith('subflow:')) return true;
  return STAYING.has(node.type) && !writesContext(node);
}

/** Another flow may take it up from there. */
function writesContext(node: FlowPart): boolean {
  const { rules, func, libs, fieldType } = node;
  if (node.type === 'template') return CONTEXTS.has(fieldType);
  if (node.type === 'function')
    return /\b(context|flow|global|env)\b/.test(String(func)) || (Array.isArray(libs) && libs.length > 0);
  if (node.type !== 'change' || !Array.isArray(rules)) return false;
  return rules.some((rule: unknown) => /"(?:pt|tot)":"(?:flow|global)"/.test(JSON.stringify(rule) ?? ''));
}
