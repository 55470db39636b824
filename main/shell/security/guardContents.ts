import type { WebContents, WebPreferences } from 'electron';
import { isOwnPage } from './ownPage.ts';

/** Holds any page of the program where it is: no navigation, no new window, no guest page. Told what was refused. */
export function guardContents(contents: WebContents, onRefused: (what: string) => void): void {
  const refuse = (event: { preventDefault(): void }, what: string): void => {
    event.preventDefault();
    onRefused(what);
  };
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) refuse(event, `navigation to ${event.url}`);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) refuse(event, `navigation of a frame to ${event.url}`);
  });
  contents.on('will-redirect', (event) => refuse(event, `redirection to ${event.url}`));
  contents.on('will-attach-webview', (event) => refuse(event, 'a guest page'));
  contents.setWindowOpenHandler(({ url }) => {
    onRefused(`a window for ${url}`);
    return { action: 'deny' };
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** What every page of the program runs under. Stated in full, so that no default of a later version loosens it. */
export function pagePreferences(): WebPreferences {
  return {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
  };
}
