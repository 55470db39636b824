import type { StepResult } from '../contract/resultDocument.ts';
import { figuresOf } from '../format/figuresOf.ts';
import { combinationOf, type FitState, fitStateOf } from '../format/memoryFitWords.ts';

/** A combination in a heat map; `bytes` is its peak memory, absent where it does not fit or was not measured. */
export interface HeatMapCell {
  batch: number;
  tokens: number;
  bytes?: number;
  state: FitState;
}

/** The combinations of one concurrency. */
export interface HeatMapPanel {
  inFlight: number;
  cells: HeatMapCell[];
}

export interface HeatMap {
  batches: number[];
  lengths: number[];
  panels: HeatMapPanel[];
  /** Of all panels, so that a colour means the same in each. Absent where nothing was measured. */
  range?: { low: number; high: number };
}

/** How many colours the sequential palette has. */
export const sequentialSteps = 7;

const ascending = (values: Iterable<number>): number[] => [...new Set(values)].sort((a, b) => a - b);

/** Memory against batch and length, one panel for each concurrency, all with the same rows, columns and colours. */
export function heatMapPanels(steps: readonly StepResult[]): HeatMap {
  const placed = steps.flatMap((step) => {
    const { batch, tokens, inFlight } = combinationOf(step);
    const bytes = figuresOf(step.memory)?.peakBytes;
    if (tokens === undefined) return [];
    const state = fitStateOf(step);
    return [{ inFlight, batch, tokens, state, ...(bytes === undefined || state !== 'fits' ? {} : { bytes }) }];
  });
  const told = placed.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes]));
  return {
    batches: ascending(placed.map(({ batch }) => batch)),
    lengths: ascending(placed.map(({ tokens }) => tokens)),
    panels: ascending(placed.map(({ inFlight }) => inFlight)).map((inFlight) => ({
      inFlight,
      cells: placed.filter((cell) => cell.inFlight === inFlight).map(({ inFlight: _, ...cell }) => cell),
    })),
    ...(told.length === 0 ? {} : { range: { low: Math.min(...told), high: Math.max(...told) } }),
  };
}

/** Which colour of the sequential palette a value has, from 1 for the least to {@link sequentialSteps}. */
export function sequentialStep(value: number, { low, high }: { low: number; high: number }): number {
  if (high <= low) return 1;
  return 1 + Math.min(sequentialSteps - 1, Math.floor(((value - low) / (high - low)) * sequentialSteps));
}
