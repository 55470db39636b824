import type { Session } from 'electron';
import { benchScheme, isOwnOrigin } from './ownPage.ts';

/** The one permission a page is given: to put text or a picture on the clipboard, from the window's own origin. */
const grantedPermission = 'clipboard-sanitized-write';

/** Denies a session everything that the program does not use: permissions, devices, downloads, the network. */
export function guardSession(session: Session, allowances: Allowances): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(permission === grantedPermission && details.isMainFrame && isOwnOrigin(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === grantedPermission && isOwnOrigin(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url, allowances) });
  });
}

/** Schemes that stay inside the process: the bytes are already there. */
const innerSchemes = new Set(['data:', 'blob:']);

/** What a page is allowed beside the program's own files, while the program is being written. */
interface Allowances {
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
