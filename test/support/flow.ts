// Owns the building of flows for tests: nodes by readable ids, wires by those ids. Knows no node type.

/** A node as a flow file holds it. */
export interface FlowNode {
  id: string;
  type: string;
  z?: string;
  wires?: string[][];
  [property: string]: unknown;
}

export type Credentials = Record<string, Record<string, string>>;

/** An id, or an id and the output a wire leaves from; the first output is 0. */
export type WireEnd = string | readonly [id: string, output: number];

export interface FlowBuilder {
  /** What Node-RED is given. A new copy each time: Node-RED and the helper compare flows deeply. */
  readonly nodes: FlowNode[];
  readonly credentials: Credentials;
  /** A node on the tab. Answers its id, so that it can be used as the value of another node's property. */
  node(
    type: string,
    id: string,
    properties?: Record<string, unknown>,
    credentials?: Record<string, string>,
  ): string;
  /** A config node: on no tab, without wires. */
  config(
    type: string,
    id: string,
    properties?: Record<string, unknown>,
    credentials?: Record<string, string>,
  ): string;
  /** Wires each end to the next: `wire('tool', 'check', 'reply')`, `wire(['session', 2], 'events')`. */
  wire(...ends: WireEnd[]): void;
  /** Changes properties of a node that is there, for a second deploy. */
  change(id: string, properties: Record<string, unknown>): void;
  remove(id: string): void;
}

/** An empty tab. */
export function newFlow(tab = 'tab'): FlowBuilder {
  const nodes = new Map<string, FlowNode>([[tab, { id: tab, type: 'tab', label: tab }]]);
  const credentials: Credentials = {};

  function add(node: FlowNode, secrets?: Record<string, string>): string {
    if (nodes.has(node.id)) throw new Error(`Two nodes are called ${node.id}`);
    nodes.set(node.id, node);
    if (secrets) credentials[node.id] = secrets;
    return node.id;
  }

  function known(id: string): FlowNode {
    const node = nodes.get(id);
    if (!node) throw new Error(`The flow has no node ${id}; it has ${[...nodes.keys()].join(', ')}`);
    return node;
  }

  return {
    get nodes() {
      return structuredClone([...nodes.values()]);
    },
    get credentials() {
      return structuredClone(credentials);
    },
    node: (type, id, properties = {}, secrets) =>
      add({ x: 100, y: 100, wires: [], ...properties, id, type, z: tab }, secrets),
    config: (type, id, properties = {}, secrets) => add({ ...properties, id, type }, secrets),
    wire(...ends) {
      for (const [index, end] of ends.slice(0, -1).entries()) {
        const next = ends[index + 1] ?? '';
        connect(known(idOf(end)), typeof end === 'string' ? 0 : end[1], known(idOf(next)).id);
      }
    },
    change: (id, properties) => void Object.assign(known(id), properties),
    remove: (id) => void nodes.delete(known(id).id),
  };
}

function idOf(end: WireEnd): string {
  return typeof end === 'string' ? end : end[0];
}

function connect(from: FlowNode, output: number, to: string): void {
  const wires = (from.wires ??= []);
  while (wires.length <= output) wires.push([]);
  wires[output]?.push(to);
}
