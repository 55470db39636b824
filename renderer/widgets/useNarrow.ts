import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is too narrow for names in the navigation and two side panes. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 1179px)', false, { getInitialValueInEffect: false }) === true;
}
