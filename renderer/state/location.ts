import { useMemo, useSyncExternalStore } from 'react';

export const screenIds = ['home', 'targets', 'plan', 'live', 'results', 'history', 'settings', 'doctor'] as const;
export type ScreenId = (typeof screenIds)[number];

/** Where the window is: a screen, and on Results the run and step that are open. It lives in the address after '#'. */
export interface Location {
  screen: ScreenId;
  runId?: string;
  stepId?: string;
}

/** Reads an address such as `#/results/<run>/<step>`; anything unknown is Home. */
export function parseLocation(hash: string): Location {
  const [screen, runId, stepId] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decodeSafely);
  const known = screenIds.find((id) => id === screen);
  if (known === undefined) {
    return { screen: 'home' };
  }
  return {
    screen: known,
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
