/** Scheme of everything that a page of this program loads. */
export const benchScheme = 'bench';

/** The window's page. */
export const windowPageUrl = 'bench://app/';

/**
 * Whether an address is of the window's own origin. The parts are compared after parsing, never the text: an address may
 * carry a trusted one inside it (`https://example.org/?bench://app/`).
 */
export function isOwnOrigin(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed !== undefined && parsed.protocol === `${benchScheme}:` && parsed.host === 'app' && isBare(parsed);
}

/** Whether an address is the window's page itself, wherever in it: the only one that the window may load (again). */
export function isOwnPage(url: string): boolean {
  if (!isOwnOrigin(url)) return false;
  const path = parseUrl(url)?.pathname;
  return path === '/' || path === '/index.html';
}

function isBare(url: URL): boolean {
  return url.username === '' && url.password === '';
}

function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
