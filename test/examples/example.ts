// Owns the example flows as tests take them: read from their files, filled in as a user would. Runs nothing.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { schemaOfRows, type ParameterRow } from '../../nodes/lib/shared/parameters.js';
import type { ToolDeclaration } from '../../nodes/lib/providers/provider.js';
import type { Simulator } from '../simulator/simulator.js';
import type { Credentials, FlowNode } from '../support/flow.js';
import { ROOT } from '../support/project.js';

export const FOLDER = join(ROOT, 'examples');

/** A flow file, and what is typed into its forms before it is deployed. */
export interface Example {
  /** As the editor lists it under Import, Examples. */
  readonly title: string;
  readonly text: string;
  readonly nodes: FlowNode[];
  readonly credentials: Credentials;
}

/** All of them, in the order of their titles. */
export function examples(): Example[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.toSorted().map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const nodes: FlowNode[] = JSON.parse(text);
    return { title: basename(file, '.json'), text, nodes, credentials: {} };
  });
}

/** The one whose title begins with that number. */
export function example(number: number): Example {
  const found = examples().find(({ title }) => title.startsWith(`${number} `));
  if (!found) throw new Error(`There is no example ${number}`);
  return found;
}

export function nodesOfType(flow: Example, type: string): FlowNode[] {
  return flow.nodes.filter((node) => node.type === type);
}

/** Changes one node, as its form would. */
export function change(flow: Example, id: string, properties: Record<string, unknown>): Example {
  const nodes = flow.nodes.map((node) => (node.id === id ? { ...node, ...properties } : node));
  return { ...flow, nodes };
}

/** What a user fills in for an agent in the cloud, here one that is simulated. */
export function fillIn(flow: Example, service: Simulator): Example {
  const [agent] = nodesOfType(flow, 'agent-config');
  if (!agent) throw new Error(`${flow.title} has no agent`);
  const filled = change(flow, agent.id, { agentId: service.agentId, baseUrl: service.origin });
  return { ...filled, credentials: { [agent.id]: { apiKey: service.apiKey } } };
}

/** The tools of a flow, as the provider's dashboard would hold them. */
export function toolsOf(flow: Example): ToolDeclaration[] {
  return nodesOfType(flow, 'agent-tool').map((node) => {
    const rows: ParameterRow[] = Array.isArray(node['parameters']) ? node['parameters'] : [];
    return {
      name: String(node['tool']),
      description: String(node['description']),
      schema: schemaOfRows(rows),
    };
  });
}
