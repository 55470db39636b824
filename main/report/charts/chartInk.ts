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
