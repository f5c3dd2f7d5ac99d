// Owns reading the command line of the simulators. Does not start anything.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ToolDeclaration } from '../../nodes/lib/providers/provider.js';
import { checkFor, only, TEXT } from './check.js';
import { DEMO_TOOLS } from './demo-tools.js';
import { parseScript } from './script.js';
import type { SimulatorOptions } from './simulator.js';
import { isUuid } from './vatel/client-frames.js';

export type ServiceName = 'elevenlabs' | 'vatel';

export interface Order {
  service: ServiceName;
  options: SimulatorOptions & { private?: boolean };
}

/** A command line that cannot be followed; its message is for the person who typed it. */
export class BadArguments extends Error {}

const DEFAULT_PORT = 8123;

/** What to start; `help` when that is what was asked for. Throws BadArguments. */
export function readArguments(args: readonly string[]): Order | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const service = serviceOf(positionals);
  if (service === 'vatel' && values.agent !== undefined && !isUuid(values.agent)) {
    throw new BadArguments(`Agent ids of Vatel are UUIDs, and "${values.agent}" is none.`);
  }
  return {
    service,
    options: {
      port: portOf(values.port),
      tools: values.tools === undefined ? DEMO_TOOLS : toolsOf(values.tools),
      firstMessage: 'Hello, I am a simulated agent.',
      ...(values.key === undefined ? {} : { apiKey: values.key, private: true }),
      ...(values.agent === undefined ? {} : { agentId: values.agent }),
      ...(values.script === undefined ? {} : { script: fromFile('script', values.script, parseScript) }),
      ...(values.heard === undefined ? {} : { heard: values.heard }),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: text,
        key: text,
        agent: text,
        script: text,
        tools: text,
        heard: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (fault) {
    throw new BadArguments(fault instanceof Error ? fault.message : String(fault), { cause: fault });
  }
}

function serviceOf(names: readonly string[]): ServiceName {
  const [name, ...more] = names;
  if (more.length > 0) throw new BadArguments(`Name one service, not ${names.length}.`);
  if (name === 'elevenlabs' || name === 'vatel') return name;
  throw new BadArguments(
    name === undefined ? 'Name a service: elevenlabs or vatel.' : `There is no service "${name}".`,
  );
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new BadArguments(`"${text}" is not a port. A port is a number from 0 to 65535.`);
}

function toolsOf(file: string): ToolDeclaration[] {
  return fromFile('tools', file, (text) => {
    const tools: unknown = JSON.parse(text);
    if (isTools(tools)) return tools;
    throw new Error(`The file holds no list of tools: ${checkTools(tools)?.why}.`);
  });
}

function isTools(value: unknown): value is ToolDeclaration[] {
  return checkTools(value) === undefined;
}

const checkTools = checkFor({
  type: 'array',
  items: only({ name: TEXT, description: TEXT, schema: { type: 'object' } }, [
    'name',
    'description',
    'schema',
  ]),
});

function fromFile<T>(what: string, file: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new BadArguments(`--${what} ${file}: ${why}`, { cause: fault });
  }
}
