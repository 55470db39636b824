import type { Session } from 'electron';
import { type Allowances, isAllowedRequest } from './isAllowedRequest.ts';
import { isOwnOrigin } from './ownPage.ts';

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
