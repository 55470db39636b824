import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';

const appearsAfterMs = 150;
const staysMs = 300;

/** Whether to show a skeleton: only once loading has lasted 150 ms, and then for 300 ms at least, so that nothing flashes. */
export function useDelayed(loading: boolean): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(loading), loading ? appearsAfterMs : staysMs);
    return () => clearTimeout(timer);
  }, [loading]);
  return shown;
}

/** Whether the window is too narrow for names in the navigation and two side panes. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 1179px)', false, { getInitialValueInEffect: false }) === true;
}
