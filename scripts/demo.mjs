// What `npm start` runs after the build: Node-RED on this machine alone, with the smart home of the examples, and one
// conversation that runs by itself and is told step by step. Owns no flow: that is the first of the examples.
//   node scripts/demo.mjs [folder]     where Node-RED keeps its things; by default .demo, and what is there stays

import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { converse, lookOn } from './demo-conversation.mjs';
import { linkPackage, prepareFlows, takeFolder } from './demo-folder.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const load = createRequire(import.meta.url);
const { name: packageName } = load('../package.json');
const RED = load('node-red');

const HOST = '127.0.0.1';
const FIRST_PORT = 1880;
const PORTS = 100;

const example = join(root, 'examples', '1 Lights by voice command.json');

/** The first free port; says so when it is not the usual one. */
async function listen(server) {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS; port += 1) {
    const error = await new Promise((settled) => {
      server.once('error', settled);
      server.listen(port, HOST, () => {
        server.off('error', settled);
        settled(undefined);
      });
    });
    if (!error) return port;
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    console.log(`Port ${port} is in use. Trying the next one.`);
  }
  throw new Error(`No port from ${FIRST_PORT} to ${FIRST_PORT + PORTS - 1} is free.`);
}

function settings(port) {
  return {
    userDir: folder,
    flowFile: 'flows.json',
    uiHost: HOST,
    uiPort: port,
    httpAdminRoot: '/',
    httpNodeRoot: '/',
    logging: { console: { level: 'error', metrics: false, audit: false } },
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, projects: { enabled: false } },
    externalModules: { autoInstall: false },
  };
}

async function start() {
  const server = createServer((request, response) =>
    RED.httpAdmin(request, response, () => RED.httpNode(request, response)),
  );
  const port = await listen(server);
  RED.init(server, settings(port));
  const started = new Promise((done) => RED.events.once('flows:started', done));
  await RED.start();
  await started;
  return `http://${HOST}:${port}`;
}

/** The first talk page that the flows serve; their user may have switched it off. */
function talkPage(url) {
  const { talkPathOf } = load('../dist/lib/shared/talk.js');
  const paths = [];
  RED.nodes.eachNode(({ type, talk, talkPath, name, id }) => {
    if (type === 'agent-session' && talk) paths.push(talkPath || talkPathOf(name) || id);
  });
  return paths.length > 0 ? `${url}/talk/${paths[0]}` : undefined;
}

/** Ctrl-C, or a polite kill. A second one does not wait. */
function endCleanly() {
  const end = () => {
    console.log('\nStopping Node-RED.');
    RED.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

if (!existsSync(join(root, 'dist', 'agent-tool.js'))) {
  console.error('The package is not built yet. Run: npm run build');
  process.exit(1);
}
const folder = takeFolder(process.argv[2] ? resolve(process.argv[2]) : join(root, '.demo'), (line) =>
  console.log(line),
);
const broken = prepareFlows(folder, example);
if (broken) {
  console.error(`The flows in ${join(folder, 'flows.json')} cannot be read: ${broken}.`);
  console.error('Mend that file; or delete it to begin anew with the first example. Nothing was changed.');
  process.exit(1);
}
linkPackage(folder, packageName, root);
endCleanly();
console.log('Starting Node-RED ...');
const onlooker = lookOn(RED);
const url = await start();
console.log(`Node-RED runs at ${url}\n`);
await converse(RED, onlooker, 'lights-say-on');
const talk = talkPage(url);
console.log(`Now it is your turn.
${
  talk
    ? `
Talk to the agent:

  1. Open ${talk} in a browser.
  2. Type or say: turn on the kitchen light
`
    : ''
}
See how it is wired:

  1. Open ${url} in a browser.
  2. Click the square to the left of a sentence, such as "Which lights are on?".
  3. Click the bug at the top right to read what is said.
  4. More flows: menu at the top right, Import, Examples, ${packageName}.

Your flows are kept in ${relative(process.cwd(), folder) || '.'}. Ctrl-C ends it.`);
