// Owns what tests ask of a running Node-RED over its admin API. Does not start or stop it.

import type { Credentials, FlowNode } from './flow.js';

/** What a deploy restarts: everything, the changed tabs, or the changed nodes. */
export type Deployment = 'full' | 'flows' | 'nodes';

export interface Answer {
  status: number;
  type: string;
  text: string;
}

export interface Admin {
  /** Such as `http://127.0.0.1:41234`, without a slash at its end. */
  readonly url: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** The same as parsed JSON; fails on any status but 200. */
  json(path: string, headers?: Record<string, string>): Promise<unknown>;
  /** The flows it runs, as its editor would load them. */
  flows(): Promise<FlowNode[]>;
  /** What the Deploy button does. Credentials of nodes that are not named stay as they are. */
  deploy(flows: readonly FlowNode[], type?: Deployment, credentials?: Credentials): Promise<void>;
  /** Presses the button of an inject node. */
  press(id: string): Promise<void>;
}

export function openAdmin(url: string): Admin {
  async function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(url + path, { headers });
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      text: await answer.text(),
    };
  }

  async function jsonText(path: string, headers: Record<string, string> = {}): Promise<string> {
    const answer = await get(path, { accept: 'application/json', ...headers });
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return answer.text;
  }

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text.slice(0, 200)}`);
  }

  return {
    url,
    get,
    json: async (path, headers) => JSON.parse(await jsonText(path, headers)),
    async flows() {
      const flows: FlowNode[] = JSON.parse(await jsonText('/flows'));
      return flows;
    },
    deploy: (flows, type = 'full', credentials = {}) =>
      post(
        '/flows',
        flows.map((node) => (credentials[node.id] ? { ...node, credentials: credentials[node.id] } : node)),
        { 'Node-RED-Deployment-Type': type },
      ),
    press: (id) => post(`/inject/${id}`, {}),
  };
}
