// Owns the talk page in the session's form: which fields there are, where the page will be, what is wrong with its path.

import type { AgentSessionSettings } from '../../lib/shared/settings.js';
import { isTalkPath, TALK_ROOT, talkPathOf } from '../../lib/shared/talk.js';
import { choose } from '../parts/choice.js';
import { namesVariable } from '../parts/in-environment.js';
import { current } from '../parts/open-form.js';
import { textValidator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

type SessionNode = FormNode<AgentSessionSettings>;

const words = wordsOf('agent-session');

export const validTalkPath = textValidator<AgentSessionSettings>((node, path) => {
  // One out of the environment is not known before the flow runs.
  if (!node.talk || !path || namesVariable(path)) return undefined;
  if (!isTalkPath(path)) return words('problem.talk-path');
  const twin = RED.nodes
    .filterNodes({ type: 'agent-session' })
    .find((other) => other.id !== node.id && other['talk'] === true && pathOf(other) === path);
  return twin && words('problem.talk-path-taken', { path });
});

export function prepareTalk(node: SessionNode): void {
  choose($('#node-input-talkSession'), node.talkSession ?? 'shared');
  const look = () => {
    $('#agent-session-talk').toggle($('#node-input-talk').prop('checked') === true);
    const path = pathOf({
      id: node.id,
      name: current(node, 'name', node.name),
      talkPath: current(node, 'talkPath', node.talkPath).trim(),
    });
    $('#node-input-talkPath').attr('placeholder', talkPathOf(current(node, 'name', node.name)) || node.id);
    const url = new URL(`${rootOf()}${TALK_ROOT}/${path}`, location.href).href;
    $('#agent-session-talk-link').attr('href', url).text(url).toggle(isTalkPath(path));
  };
  $('#node-input-talk').on('change', look);
  $('#node-input-name, #node-input-talkPath').on('input change', look);
  look();
}

function pathOf({ id, name, talkPath }: { id: string; name?: unknown; talkPath?: unknown }): string {
  if (typeof talkPath === 'string' && talkPath !== '') return talkPath;
  return talkPathOf(typeof name === 'string' ? name : '') || id;
}

function rootOf(): string {
  const { httpNodeRoot } = RED.settings;
  const root = typeof httpNodeRoot === 'string' ? httpNodeRoot : '/';
  return root.endsWith('/') ? root : `${root}/`;
}
