import { benchScheme } from './ownPage.ts';

/** Schemes that stay inside the process: the bytes are already there. */
const innerSchemes = new Set(['data:', 'blob:']);

/** What a page is allowed beside the program's own files, while the program is being written. */
export interface Allowances {
  developerTools: boolean;
  /** Host and port of the bundler's server, which tells the page to reload. */
  reloadHost: string | undefined;
}

export const noAllowances: Allowances = { developerTools: false, reloadHost: undefined };

/**
 * Whether a page may ask for an address at all. Only the program's own files: nothing is loaded from a network or from
 * the disk, whatever a page's policy says. Servers under test are reached by the runner process, never by a page.
 */
export function isAllowedRequest(url: string, { developerTools, reloadHost }: Allowances): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  if (protocol === `${benchScheme}:` || innerSchemes.has(protocol)) return true;
  if (protocol === 'devtools:') return developerTools;
  return protocol === 'ws:' && reloadHost !== undefined && host === reloadHost;
}
