import { useMemo, useSyncExternalStore } from 'react';
import { type ChartColours, readChartColours } from '../theme/chartColours.ts';
import { withOpacity } from '../theme/colours.ts';

/** A fill that ECharts accepts: a colour, or an image repeated as a pattern. */
export type Fill = string | { image: HTMLCanvasElement; repeat: 'repeat' };

/** All that an option builder paints with. The hatch means "not counted": warm-up, cool-down, below the sample floor. */
export interface ChartPaint {
  colours: ChartColours;
  hatch: Fill;
}

const tile = 8;

/** An 8 × 8 tile with 1 px lines at 45°, drawn at the screen's density. */
function createHatch(colours: ChartColours, density: number): Fill {
  const colour = withOpacity(colours.hatch, colours.hatchOpacity);
  const canvas = document.createElement('canvas');
  canvas.width = tile;
  canvas.height = tile;
  const context = canvas.getContext('2d');
  if (context === null) {
    return colour;
  }
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, 1 / density);
  for (const offset of [-tile, 0, tile]) {
    context.beginPath();
    context.moveTo(offset, tile);
    context.lineTo(offset + tile, 0);
    context.stroke();
  }
  return { image: canvas, repeat: 'repeat' };
}

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
