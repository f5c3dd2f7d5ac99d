// The package ships no types of its own for this version.
declare module 'proxy-from-env' {
  /** The proxy's URL for a URL, by the usual environment variables; empty for none. */
  export function getProxyForUrl(url: string): string;
}
