import type { StepResult } from '../contract/resultDocument.ts';
import { figuresOf, formatAbsent } from './absences.ts';
import type { NamedFigure } from './burstWords.ts';
import { formatCount } from './numbers.ts';
import { phaseTitle } from './phaseTitle.ts';
import { formatBytes } from './quantities.ts';

type WithMemory = Pick<StepResult, 'memory'>;

/** What one more request in flight takes: "1.90 MiB [1.82, 1.98]"; undefined where it is not known. */
export function memoryPerRequest({ memory }: WithMemory): string | undefined {
  const figures = figuresOf(memory);
  if (figures?.perRequestBytes === undefined) return undefined;
  return formatBytes(figures.perRequestBytes, figures.perRequestBytesInterval95);
}

/** "1.90 MiB per request in flight [1.82, 1.98]", or why that is not known. */
export function memoryPerRequestSentence(step: WithMemory): string | undefined {
  const figures = figuresOf(step.memory);
  const text = memoryPerRequest(step);
  if (text !== undefined) return text.replace(/(?= \[)|$/, ' per request in flight');
  return figures?.perRequestAbsent === undefined
    ? undefined
    : `Memory per request ${formatAbsent('measured', figures.perRequestAbsent)}`;
}

/** Memory per request, the base under it, and the same of GPUs, each by its name. */
export function memoryPerRequestFigures({ memory }: WithMemory): NamedFigure[] {
  const figures = figuresOf(memory);
  if (figures === undefined) return [];
  const gpuOf = figures.gpuOf === undefined ? '' : `, ${figures.gpuOf}`;
  return [
    ...bytesFigure('Memory per request in flight', figures.perRequestBytes, figures.perRequestBytesInterval95),
    ...absentFigure('Memory per request in flight', figures.perRequestAbsent),
    ...bytesFigure('Memory with nothing in flight, by that line', figures.baseBytes),
    ...bytesFigure(`GPU memory per request${gpuOf}`, figures.gpuPerRequestBytes, figures.gpuPerRequestBytesInterval95),
    ...absentFigure(`GPU memory per request${gpuOf}`, figures.gpuPerRequestAbsent),
    ...bytesFigure('GPU memory with nothing in flight, by that line', figures.gpuBaseBytes),
  ];
}

/** Where memory peaked and how it grew: "Peaks at 1.20 GiB (load); +57.2 MiB per hour [+55.1 MiB, +59.3 MiB]". */
export function memoryProfileSentence(step: Pick<StepResult, 'memory' | 'phases'>): string | undefined {
  const told = step.phases.flatMap(({ name, memory }) => {
    const figures = figuresOf(memory);
    return figures === undefined ? [] : [{ name, peakBytes: figures.peakBytes }];
  });
  const highest = told.reduce<(typeof told)[number] | undefined>(
    (best, phase) => (best === undefined || phase.peakBytes > best.peakBytes ? phase : best),
    undefined,
  );
  if (highest === undefined) return undefined;
  const leak = formatLeak(step);
  const absent = figuresOf(step.memory)?.leakAbsent;
  const growth = leak ?? (absent === undefined ? undefined : `growth ${formatAbsent('measured', absent)}`);
  const peak = `Peaks at ${formatBytes(highest.peakBytes)} (${phaseTitle(highest.name)})`;
  return growth === undefined ? peak : `${peak}; ${growth}`;
}

function bytesFigure(name: string, bytes: number | undefined, interval?: [number, number]): NamedFigure[] {
  return bytes === undefined ? [] : [{ name, value: formatBytes(bytes, interval) }];
}

function absentFigure(name: string, why: string | undefined): NamedFigure[] {
  return why === undefined ? [] : [{ name, value: formatAbsent('measured', why), isAbsent: true }];
}

type Combination = Pick<StepResult, 'load' | 'level'>;

/** The sizes of a combination: items in a batch, prompt tokens, requests in flight. */
export function combinationOf({ load, level }: Combination): {
  batch: number;
  tokens: number | undefined;
  inFlight: number;
} {
  return {
    batch: level.batchSize ?? load.batchSize,
    tokens: level.promptTokens ?? load.promptTokens,
    inFlight: level.concurrency ?? load.concurrency ?? 1,
  };
}

/** "batch of 8, 512 tokens, 4 in flight". */
export function combinationWords(step: Combination): string {
  const { batch, tokens, inFlight } = combinationOf(step);
  const length = tokens === undefined ? [] : [`${formatCount(tokens)} tokens`];
  return [`batch of ${formatCount(batch)}`, ...length, `${formatCount(inFlight)} in flight`].join(', ');
}

/** What became of a combination: it fits, it does not, it was not tried, or that is not known. */
export type FitState = 'fits' | 'does not fit' | 'not tried' | 'unknown';

export function fitStateOf({ fit, skipped }: Pick<StepResult, 'fit' | 'skipped'>): FitState {
  if (skipped !== undefined) return 'not tried';
  if (fit === undefined) return 'unknown';
  return fit.fits ? 'fits' : 'does not fit';
}

/** "5 of 9 combinations fit; the largest is a batch of 8, 512 tokens, 4 in flight". Undefined where none was judged. */
export function fitSentence(steps: readonly StepResult[]): string | undefined {
  const judged = steps.filter((step) => fitStateOf(step) !== 'unknown');
  if (judged.length === 0) return undefined;
  const fitting = judged.filter((step) => fitStateOf(step) === 'fits');
  const all = `${formatCount(judged.length)} ${judged.length === 1 ? 'combination' : 'combinations'}`;
  if (fitting.length === 0) return `None of ${all} of batch, length and concurrency fits into memory`;
  const start = `${formatCount(fitting.length)} of ${all} of batch, length and concurrency fit into memory`;
  if (fitting.length === judged.length) return start;
  const largest = fitting.reduce((best, step) => (needOf(step) >= needOf(best) ? step : best));
  return `${start}; the largest is a ${combinationWords(largest)}`;
}

/** Tokens that are resident at once: what memory mostly grows with. */
function needOf(step: Combination): number {
  const { batch, tokens = 1, inFlight } = combinationOf(step);
  return batch * tokens * inFlight;
}

/** How memory grew: "+57.2 MiB per hour [+55.1 MiB, +59.3 MiB]"; undefined where it was not told. */
export function formatLeak({ memory }: Pick<StepResult, 'memory'>): string | undefined {
  if (memory === undefined || 'absent' in memory || typeof memory.leakBytesPerHour !== 'number') return undefined;
  const { leakBytesPerHour, leakBytesPerHourInterval95: interval } = memory;
  const text = `${signed(leakBytesPerHour)} per hour`;
  return interval === undefined ? text : `${text} [${signed(interval[0])}, ${signed(interval[1])}]`;
}

function signed(bytes: number): string {
  return `${bytes < 0 ? '\u2212' : '+'}${formatBytes(Math.abs(bytes))}`;
}
