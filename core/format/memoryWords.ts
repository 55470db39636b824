import type { StepResult } from '../contract/resultDocument.ts';
import type { NamedFigure } from './burstWords.ts';
import { figuresOf } from './figuresOf.ts';
import { formatAbsent } from './formatAbsent.ts';
import { formatBytes } from './formatBytes.ts';
import { formatLeak } from './formatLeak.ts';
import { phaseTitle } from './phaseTitle.ts';

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
