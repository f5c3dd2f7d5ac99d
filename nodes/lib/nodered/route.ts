// Owns how this machine reaches a provider: the proxy that the environment names, the certificates of a tls-config.

import type { Agent } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Node } from 'node-red';
import { getProxyForUrl } from 'proxy-from-env';
import type { Route } from '../session/transport.js';

/** What core's tls-config node offers. */
interface TlsConfig extends Node {
  addTLSOptions(options: Route['tls']): Route['tls'];
}

export function routeOf(tls: Node | undefined): Route {
  const options: Route['tls'] = {};
  if (tls && isTlsConfig(tls)) tls.addTLSOptions(options);
  return { agentFor: (url) => proxyFor(url, options), tls: options };
}

function isTlsConfig(node: Node): node is TlsConfig {
  return 'addTLSOptions' in node;
}

/** HTTPS_PROXY and NO_PROXY speak of https: a WebSocket goes where its sibling protocol goes. */
function proxyFor(url: string, tls: Route['tls']): Agent | undefined {
  const proxy = getProxyForUrl(url.replace(/^ws/, 'http'));
  return proxy === '' ? undefined : new HttpsProxyAgent(proxy, tls);
}
