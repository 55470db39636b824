import { benchScheme } from './ownPage.ts';

/** Schemes that stay inside the process: the bytes are already there. */
const innerSchemes = new Set(['data:', 'blob:']);

/**
 * Whether a page may ask for an address at all. Only the program's own files: nothing is loaded from a network or from
 * the disk, whatever a page's policy says. Servers under test are reached by the runner process, never by a page.
 */
export function isAllowedRequest(url: string, developerTools: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  if (protocol === `${benchScheme}:` || innerSchemes.has(protocol)) return true;
  return developerTools && protocol === 'devtools:';
}
