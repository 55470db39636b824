import { useMemo, useSyncExternalStore } from 'react';

/** Where the window is: a screen, and on Results the run and step that are open. It lives in the address after '#'. */
export interface Location {
  /** Id of the screen; one that there is not is the first. */
  screen: string;
  runId?: string;
  stepId?: string;
}

/** Reads an address such as `#/results/<run>/<step>`; whether there is such a screen is not looked at. */
export function parseLocation(hash: string): Location {
  const [screen = '', runId, stepId] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decodeSafely);
  return {
    screen,
    ...(runId === undefined || runId === '' ? {} : { runId }),
    ...(stepId === undefined || stepId === '' ? {} : { stepId }),
  };
}

export function formatLocation(location: Location): string {
  const parts = [location.screen, location.runId, location.stepId].filter((part) => part !== undefined);
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

function decodeSafely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) {
      return part;
    }
    throw error;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Where the window is; follows the address. */
export function useLocation(): Location {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseLocation(hash), [hash]);
}

export function navigate(location: Location): void {
  window.location.hash = formatLocation(location);
}
