/**
 * Colours of charts as CSS variables: one drawing serves light, dark and print, whose style sheets say what they mean.
 * The hatch is an SVG pattern that the page defines once.
 */
export const chartInk = {
  text: 'var(--text)',
  text2: 'var(--text2)',
  text3: 'var(--text3)',
  panel: 'var(--panel)',
  grid: 'var(--grid)',
  axis: 'var(--axis)',
  suspect: 'var(--suspect)',
  invalid: 'var(--invalid)',
  hatch: 'url(#hatch)',
} as const;

/** How the entities of a chart stay apart in print and in grey: by dash and marker before colour. */
export interface EntityInk {
  colour: string;
  dash: number[] | 'solid';
  marker: 'circle' | 'square' | 'triangle' | 'diamond';
}

const dashes: readonly EntityInk['dash'][] = ['solid', [5, 3], [1.5, 2.5], [6, 2.5, 1.5, 2.5]];
const markers: readonly EntityInk['marker'][] = ['circle', 'square', 'triangle', 'diamond'];
const entitySlots = 5;

/** Ink of the entity that stands at `index` in the report's order of first appearance. */
export function entityInk(index: number): EntityInk {
  return {
    colour: `var(--series-${(index % entitySlots) + 1})`,
    dash: dashes[index % dashes.length] ?? 'solid',
    marker: markers[index % markers.length] ?? 'circle',
  };
}
