// Owns trying tools out over the admin API of the running flow, as the editor does it. Holds no test.

import { strict as assert } from 'node:assert';
import type { Reply, TrialForm, TrialView } from '../../nodes/lib/shared/trial.js';
import { callAdmin } from '../support/helper.js';
import { within } from '../support/within.js';

type Method = Parameters<typeof callAdmin>[0];

async function ask<T>(path: string, method: Method = 'get', body?: object): Promise<Reply<T>> {
  const reply: Reply<T> = JSON.parse(await callAdmin(method, `/agent-tools/live/${path}`, body));
  return reply;
}

async function value<T>(path: string, method?: Method, body?: object): Promise<T> {
  const reply = await ask<T>(path, method, body);
  if ('error' in reply) throw new Error(`${reply.error.code}: ${reply.error.cause}`);
  return reply.value;
}

export function askForm(node: string): Promise<TrialForm> {
  return value(`trials/${node}`);
}

export function begin(node: string, given: object, tool?: string): Promise<TrialView> {
  return value(`trials/${node}`, 'post', { arguments: JSON.stringify(given), ...(tool ? { tool } : {}) });
}

/** The code of the error with which a trial is refused; fails when it is not. */
export async function refused(node: string, text: string, tool?: string): Promise<string> {
  const reply = await ask(`trials/${node}`, 'post', { arguments: text, ...(tool ? { tool } : {}) });
  assert.ok('error' in reply, 'The trial began');
  assert.ok(reply.error.cause !== '' && reply.error.next !== '');
  return reply.error.code;
}

/** The trial as soon as it is as wanted. */
export function whenView(node: string, id: string, fits: (view: TrialView) => boolean): Promise<TrialView> {
  const look = async (): Promise<TrialView> => {
    for (;;) {
      const view = await value<TrialView>(`trials/${node}/${id}`);
      if (fits(view)) return view;
    }
  };
  return within(5000, 'The trial comes so far', look());
}

export function done(node: string, id: string): Promise<TrialView> {
  return whenView(node, id, (view) => view.done);
}

export async function tryOut(node: string, given: object, tool?: string): Promise<TrialView> {
  const { id } = await begin(node, given, tool);
  return done(node, id);
}

/** Does not wait for it any longer. */
export function goOn(node: string, id: string): Promise<TrialView> {
  return value(`trials/${node}/${id}`, 'delete');
}
