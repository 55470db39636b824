import type { StepResult } from '../contract/resultDocument.ts';
import { formatAbsent } from '../format/absences.ts';
import { type FormattedQuantity, formatCount } from '../format/numbers.ts';

/**
 * Charts by what they draw. Window and report each have one list of how they draw a kind; one that a place does not draw
 * is passed over there.
 *
 * - `levels`: latency and rate of each level, side by side
 * - `load-curve`: latency against throughput, of all that a run measured
 * - `trend`: latency and memory over time with their trends
 * - `burst`: latency over time, the way back to the base, what was lost
 * - `breaking-point`: what was offered and completed over time, and where these part
 * - `memory-phases`: memory over time with the mean of each phase
 * - `memory-line`: memory of each level with the line through them
 * - `heat-map`: memory of each combination of batch, length and requests in flight
 * - `classes`: latency by percentile of each class
 * - `interference`: each class in the mix against alone
 * - `attainment`: the share of requests in time, over time
 * - `turns`: latency of each turn of conversations
 */
export type ChartKind =
  | 'attainment'
  | 'breaking-point'
  | 'burst'
  | 'classes'
  | 'heat-map'
  | 'interference'
  | 'levels'
  | 'load-curve'
  | 'memory-line'
  | 'memory-phases'
  | 'trend'
  | 'turns';

/** Tables of steps side by side, one of them for a scenario. */
export type LevelTableKind = 'levels' | 'memory-levels' | 'combinations';
/** Tables of one step beyond those that every step has. */
export type StepTableKind = 'attainment' | 'phases' | 'classes' | 'turns';

/** One large number above a step's charts. */
export interface HeadlineFigure {
  name: string;
  figure: FormattedQuantity | { absent: string };
  note?: string;
  tone?: 'invalid';
}

/** A word and what it means, as reports explain it. */
export interface Definition {
  term: string;
  meaning: string;
}

/** How the answer of a scenario reads: what is shown of its steps and in which words, wherever they are shown. */
export interface ScenarioAnswer {
  /**
   * What it found, without a full stop: "Recovered 3.2 s [2.9, 3.6] after the burst". Names of classes and objectives
   * stand in it as they came from outside. Undefined where nothing was measured; absent where the answer is latency and
   * throughput.
   *
   * @param steps of one target and model, in the order in which they ran, without those that failed.
   */
  sentence?(steps: readonly StepResult[]): string | undefined;
  /** The sentence says more than the large numbers: it stands beside them too. */
  sentenceSaysMore?: true;
  /** Large numbers, or why there are none; empty where a step is not asked for them. */
  headlines?(step: StepResult): HeadlineFigure[];
  /** The first answers the question, another stands beside it. */
  charts: readonly ChartKind[];
  /** Of its levels side by side; `levels` unless told. */
  levelTable?: LevelTableKind;
  stepTables?: readonly StepTableKind[];
  /** A heading for one step, where it is not title and level. */
  stepTitle?(step: StepResult): string;
  /** The load in as few words as tell it from the run's other loads, where they are not the level's label. */
  shortLoad?(step: StepResult): string;
  /** Words that its figures bring. One that several scenarios share is explained once. */
  definitions?: readonly Definition[];
}

/** Of the last step that has something to tell: a scenario's figures stand on the step that ends it. */
export function ofLast(
  ...tell: ((step: StepResult) => string | undefined)[]
): (steps: readonly StepResult[]) => string | undefined {
  return (steps) => {
    for (const step of steps.toReversed()) {
      const told = tell.flatMap((one) => one(step) ?? []);
      if (told.length > 0) return told.join('; ').replace(/; R(?=ecover)/, '; r');
    }
    return undefined;
  };
}

/** A large number that is not there, with the reason; nothing where nobody asked for it. */
export function absentHeadline(name: string, why: string | undefined): HeadlineFigure[] {
  return why === undefined ? [] : [{ name, figure: { absent: formatAbsent('measured', why) } }];
}

/** Requests in flight of a step of a closed loop. */
export function inFlightOf({ level, load }: Pick<StepResult, 'level' | 'load'>): number {
  return level.concurrency ?? load.concurrency ?? 1;
}

/** "1 request in flight", "16 requests in flight". */
export function requestsInFlight(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'request' : 'requests'} in flight`;
}
