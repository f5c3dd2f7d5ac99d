// Owns the small part of Node-RED that lib/nodered is given in unit tests: a node, and words that are just keys.
// The real one runs in test/nodes. Holds no test.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Node, NodeAPI, NodeStatus } from 'node-red';
import { NODE_RED_DIR } from '../../support/project.js';

type Listener = (...given: unknown[]) => void;

export interface StubNode {
  node: Node;
  /** What the node showed, said and was given, in order. */
  badges: NodeStatus[];
  warnings: string[];
  errors: string[];
  /** Does to the node what Node-RED does. */
  emit: (event: 'input' | 'close', ...given: unknown[]) => void;
}

export function stubNode(): StubNode {
  const listeners = new Map<string, Listener>();
  const badges: NodeStatus[] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  const parts = {
    id: 'node',
    on: (event: string, listener: Listener) => listeners.set(event, listener),
    status: (badge: NodeStatus) => badges.push(badge),
    warn: (text: string) => warnings.push(text),
    error: (text: string) => errors.push(text),
  };
  return {
    node: Object.assign(nothing(), parts),
    badges,
    warnings,
    errors,
    emit: (event, ...given) => listeners.get(event)?.(...given),
  };
}

/** A runtime whose catalog is `translated`; the functions that work out typed fields are the real ones. */
export function stubRed(translated: (key: string) => string = (key) => key): NodeAPI {
  const load = createRequire(join(NODE_RED_DIR, 'package.json'));
  return Object.assign(nothing(), { _: translated, util: load('@node-red/util').util });
}

/** Node-RED's types ask for much more than is used; this stands for the rest. */
function nothing() {
  return JSON.parse('{}');
}
