import { meanInFlightOfLevel } from '../analysis/memory/memoryPerRequest.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import { figuresOf } from '../format/absences.ts';
import { combinationOf, type FitState, fitStateOf } from '../format/memoryWords.ts';

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

/** A level of concurrency by what was counted: mean requests in flight, and mean bytes resident. */
export interface MemoryLevel {
  inFlight: number;
  bytes: number;
}

/** A place of the line through the levels, with the 95 % band of the line. */
export interface MemoryLinePoint extends MemoryLevel {
  low?: number;
  high?: number;
}

const linePoints = 32;

/** Levels that the line of memory per request may rest on, lightest first. */
export function memoryLevels(steps: readonly StepResult[]): MemoryLevel[] {
  return steps
    .flatMap((step) => {
      const figures = figuresOf(step.memory);
      const inFlight = meanInFlightOfLevel(step);
      return figures === undefined || inFlight === undefined ? [] : [{ inFlight, bytes: figures.meanBytes }];
    })
    .toSorted((a, b) => a.inFlight - b.inFlight);
}

/**
 * The line of memory per request from nothing in flight to the heaviest level, with the band that the mean of the line has:
 * the reach of the slope's interval is t·s/√Sxx, that of the line at x is t·s·√(1/n + (x − x̄)²/Sxx). Empty without a slope.
 *
 * @param levels those that the line rests on
 */
export function memoryLine({ memory }: Pick<StepResult, 'memory'>, levels: readonly MemoryLevel[]): MemoryLinePoint[] {
  const figures = figuresOf(memory);
  const { perRequestBytes, baseBytes, perRequestBytesInterval95: interval } = figures ?? {};
  const last = levels.at(-1);
  if (perRequestBytes === undefined || baseBytes === undefined || last === undefined) return [];
  const mean = levels.reduce((sum, { inFlight }) => sum + inFlight, 0) / levels.length;
  const spread = levels.reduce((sum, { inFlight }) => sum + (inFlight - mean) ** 2, 0);
  const slopeReach = interval === undefined ? undefined : (interval[1] - interval[0]) / 2;
  return Array.from({ length: linePoints + 1 }, (_, index) => {
    const inFlight = (last.inFlight * index) / linePoints;
    const bytes = baseBytes + perRequestBytes * inFlight;
    if (slopeReach === undefined) return { inFlight, bytes };
    const reach = slopeReach * Math.sqrt(spread / levels.length + (inFlight - mean) ** 2);
    return { inFlight, bytes, low: bytes - reach, high: bytes + reach };
  });
}
