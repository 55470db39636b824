import type { ChartPaint } from '../ChartPaint.ts';

/** A colour by what it stands for: a slot of the targets, or a tone of the text. */
export type PanelColour = number | 'text' | 'text2' | 'text3' | 'suspect' | 'invalid';

/** The colour that something is drawn in. */
export function panelColour(colour: PanelColour, { colours }: ChartPaint): string {
  return typeof colour === 'number' ? (colours.series[colour - 1] ?? colours.text2) : colours[colour];
}
