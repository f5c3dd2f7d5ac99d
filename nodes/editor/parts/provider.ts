// Owns what a form can know of a provider: its capabilities and its name in words. Knows no provider by name.

import { wordsOf } from './words.js';

const words = wordsOf('agent-config');

/** A provider by its id; `undefined` for one that is not known before the flow runs, such as `${PROVIDER}`. */
export function providerById(id: string): ProviderFacts | undefined {
  return PROVIDERS.find((provider) => provider.id === id);
}

export function providerLabel(id: string): string {
  return providerById(id) ? words(`provider.${id}.label`) : id;
}

/** The provider of an agent-config node, if both are there. */
export function providerOfAgent(agent: string): ProviderFacts | undefined {
  const provider = RED.nodes.node(agent)?.['provider'];
  return typeof provider === 'string' ? providerById(provider) : undefined;
}

/** Those that the agents have, each once. */
export function providersInUse(): ProviderFacts[] {
  const found = new Set<ProviderFacts>();
  RED.nodes.eachConfig(({ id, type }) => {
    const provider = type === 'agent-config' ? providerOfAgent(id) : undefined;
    if (provider) found.add(provider);
  });
  return [...found];
}
