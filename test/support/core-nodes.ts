// Owns which file of Node-RED brings which core node type. Only the types that our tests and examples use.

import { join } from 'node:path';
import { installed } from './project.js';

const FILES: Record<string, string> = {
  inject: 'common/20-inject',
  debug: 'common/21-debug',
  complete: 'common/24-complete',
  catch: 'common/25-catch',
  status: 'common/25-status',
  'link in': 'common/60-link',
  'link out': 'common/60-link',
  'link call': 'common/60-link',
  comment: 'common/90-comment',
  junction: 'common/05-junction',
  'global-config': 'common/91-global-config',
  function: 'function/10-function',
  switch: 'function/10-switch',
  change: 'function/15-change',
  range: 'function/16-range',
  template: 'function/80-template',
  delay: 'function/89-delay',
  trigger: 'function/89-trigger',
  exec: 'function/90-exec',
  rbe: 'function/rbe',
  'tls-config': 'network/05-tls',
  'http proxy': 'network/06-httpproxy',
  'mqtt in': 'network/10-mqtt',
  'mqtt out': 'network/10-mqtt',
  'mqtt-broker': 'network/10-mqtt',
  'http in': 'network/21-httpin',
  'http response': 'network/21-httpin',
  'http request': 'network/21-httprequest',
  'websocket in': 'network/22-websocket',
  'websocket out': 'network/22-websocket',
  'websocket-client': 'network/22-websocket',
  'websocket-listener': 'network/22-websocket',
  csv: 'parsers/70-CSV',
  html: 'parsers/70-HTML',
  json: 'parsers/70-JSON',
  xml: 'parsers/70-XML',
  yaml: 'parsers/70-YAML',
  split: 'sequence/17-split',
  join: 'sequence/17-split',
  sort: 'sequence/18-sort',
  batch: 'sequence/19-batch',
  file: 'storage/10-file',
  'file in': 'storage/10-file',
};

/** Absolute path of the node file for a core type, in the Node-RED of this run. */
export function coreModule(type: string): string | undefined {
  const file = FILES[type];
  return file === undefined ? undefined : join(installed('@node-red/nodes'), 'core', `${file}.js`);
}
