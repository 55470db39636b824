import { useMemo, useSyncExternalStore } from 'react';
import { formatLocation, type Location, parseLocation } from './location.ts';

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
