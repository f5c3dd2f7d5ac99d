// Owns the look of the agent's form: which fields are there for the chosen provider, and what is said about it.

import type { AgentConfigSettings } from '../../lib/shared/settings.js';
import { providerLabel } from '../parts/provider.js';
import { tourButton } from '../parts/tour.js';
import { wordsOf } from '../parts/words.js';
import { abilities } from './abilities.js';
import { prepareTools, showTools } from './compare/section.js';
import { chosen } from './rules.js';

const words = wordsOf('agent-config');

const ICONS = { can: 'fa-check', cannot: 'fa-times', fact: 'fa-info' } as const;

export function prepareForm(node: FormNode<AgentConfigSettings>): void {
  fillProviders(node.provider ?? '');
  const advanced = node.baseUrl || node.origin || node.tls;
  $('#agent-config-advanced').prop('open', Boolean(advanced));
  $('#agent-config-tour').append(tourButton());
  prepareTools(node);
  $('#node-config-input-provider').on('change', () => showProvider(node));
  showProvider(node);
}

/** A value that no provider has, such as `${PROVIDER}`, stays what it is. */
function fillProviders(stored: string): void {
  const select = $('#node-config-input-provider');
  const ids = PROVIDERS.map(({ id }) => id);
  for (const id of ids.includes(stored) ? ids : [...ids, stored]) {
    $('<option>').val(id).text(providerLabel(id)).appendTo(select);
  }
  select.val(stored);
}

function showProvider(node: FormNode<AgentConfigSettings>): void {
  const provider = chosen(node);
  $('#agent-config-about').text(
    provider ? words(`provider.${provider.id}.about`) : words('provider.unknown'),
  );
  // What an unknown provider needs nobody knows: then every field is there.
  const { account, origin, laterResults } = provider?.capabilities ?? {};
  // An agent in this process: it has no address of its own.
  $('#agent-config-tour').toggle(origin === '');
  $('#agent-config-row-agentId').toggle(account?.agentId ?? true);
  $('#agent-config-row-apiKey').toggle(account?.key !== 'none');
  $('#agent-config-row-pendingResults').toggle(laterResults === false);
  $('#agent-config-advanced').toggle(origin !== '');
  $('#node-config-input-baseUrl').attr('placeholder', origin ?? '');
  $('#node-config-input-apiKey').attr('placeholder', words(`placeholder.key-${account?.key ?? 'optional'}`));
  showTools(provider);
  showAbilities(provider);
}

function showAbilities(provider: ProviderFacts | undefined): void {
  $('#agent-config-row-abilities').toggle(provider !== undefined);
  const list = $('#agent-config-abilities').empty();
  for (const { kind, text } of provider ? abilities(provider.capabilities) : []) {
    const icon = $('<i class="fa fa-fw">').addClass(ICONS[kind]);
    $('<li>').addClass(`agent-ability-${kind}`).append(icon, $('<span>').text(text)).appendTo(list);
  }
}
