/** Positions and values of a line as columns, of which the first `count` count. NaN is a gap. */
export interface LinePoints {
  seconds: Float64Array;
  values: Float64Array;
  count: number;
}

export type Dash = 'solid' | 'dashed' | 'dotted';

export interface TrackLine {
  id: string;
  name: string;
  /** Colour slot 1 to 8: the colour belongs to what is measured, never to its place on the screen. */
  slot: number;
  dash: Dash;
  widthPx: number;
  /** The points as they stand now; read anew for each drawing. */
  points: () => LinePoints;
  /** Multiplies what is stored into what is shown: 1 / 1024³ for GiB. */
  factor: number;
}

/** One quantity over time. Two units are two tracks, never two axes. */
export interface Track {
  id: string;
  title: string;
  unit: string;
  heightPx: number;
  /** Most parts that the value axis is divided into. */
  intervals: number;
  lines: TrackLine[];
  format: (value: number) => string;
  note?: string;
}

/** A part of the step on the phase bar. */
export interface TrackPhase {
  name: string;
  fromSeconds: number;
  toSeconds: number;
  /** Not counted: drawn hatched in every track. */
  cut: boolean;
}

/** Something that happened, in the lane under the phase bar. */
export interface TrackEvent {
  text: string;
  fromSeconds: number;
  toSeconds: number;
  tone: 'plain' | 'suspect' | 'invalid';
}

export const dashes: Record<Dash, 'solid' | number[]> = { solid: 'solid', dashed: [5, 3], dotted: [1.5, 2.5] };
