import { useMemo, useSyncExternalStore } from 'react';
import { readChartColours } from '../theme/chartColours.ts';
import { type ChartPaint, createHatch } from './ChartPaint.ts';

/** Tells when the colour set on <html> changes. */
function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] });
  return () => observer.disconnect();
}

function shownTheme(): string {
  const { theme, contrast } = document.documentElement.dataset;
  return `${theme} ${contrast}`;
}

/** What charts paint with in the colour set that is shown; new when the set changes. */
export function usePaint(): ChartPaint {
  const theme = useSyncExternalStore(onThemeChange, shownTheme);
  return useMemo(() => {
    const colours = readChartColours(document.documentElement);
    // The set's name is part of what is read: another name means other values behind the same tokens.
    return { colours, hatch: createHatch(colours, window.devicePixelRatio), theme };
  }, [theme]);
}
