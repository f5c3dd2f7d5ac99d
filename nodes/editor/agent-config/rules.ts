// Owns what makes the settings of an agent wrong before they are deployed. Asks the provider's capabilities, by value.

import { AgentError } from '../../lib/errors.js';
import { origins } from '../../lib/providers/base-url.js';
import type { AgentConfigSettings } from '../../lib/shared/settings.js';
import { namesVariable } from '../parts/in-environment.js';
import { current, isOpen } from '../parts/open-form.js';
import { providerById } from '../parts/provider.js';
import { textValidator } from '../parts/validator.js';
import { wordsOf } from '../parts/words.js';

const words = wordsOf('agent-config');

type ConfigNode = FormNode<AgentConfigSettings>;

export const validProvider = textValidator<AgentConfigSettings>((node, id) => {
  const provider = providerById(id);
  if (!provider) return words('problem.provider', { provider: id });
  // While the form is open, the field of the key says it itself.
  if (isOpen(node) || !needsKey(provider)) return undefined;
  return hasNoKey(node) ? words('problem.apiKey') : undefined;
});

export const validAgentId = textValidator<AgentConfigSettings>((node, agentId) => {
  const needed = chosen(node)?.capabilities.account.agentId;
  return needed && !agentId.trim() ? words('problem.agentId') : undefined;
});

export const validKey = textValidator<AgentConfigSettings>((node, key) => {
  const provider = chosen(node);
  return provider && needsKey(provider) && !key.trim() ? words('problem.apiKey') : undefined;
});

export const validBaseUrl = textValidator<AgentConfigSettings>((node, url) => {
  const origin = chosen(node)?.capabilities.origin;
  if (!origin || !url.trim() || namesVariable(url)) return undefined;
  const read = origins(url, origin);
  return read instanceof AgentError ? words(`problem.baseUrl.${read.params['reason']}`) : undefined;
});

/** The provider that the form shows, or the stored one while it is closed. */
export function chosen(node: ConfigNode): ProviderFacts | undefined {
  return providerById(current(node, 'provider', node.provider));
}

function needsKey({ capabilities }: ProviderFacts): boolean {
  return capabilities.account.key === 'required';
}

/** Node-RED tells the editor only whether there is a key, and only once the form was open. */
function hasNoKey({ credentials }: ConfigNode): boolean {
  return credentials !== undefined && !credentials['apiKey'] && !credentials['has_apiKey'];
}
