import type { StepResult } from '../contract/resultDocument.ts';
import type { StepClass } from '../contract/scenarioFigures.ts';
import { absenceOf, figuresOf, formatAbsent } from './absences.ts';
import { formatRatio } from './quantities.ts';

/** The figure that is compared, as it is read: "p50 of the latency" for `latencyMs.p50`. */
export function interferenceMetric(metric: string): string {
  const [group = '', percentile] = metric.split('.');
  const names: Readonly<Record<string, string>> = { latencyMs: 'latency', ttftMs: 'time to first token' };
  return percentile === undefined ? metric : `${percentile} of the ${names[group] ?? group}`;
}

/** In the mix against alone: "1.420 [1.310, 1.550]", or why that is not known; undefined where nobody asked. */
export function interferenceText({ interference }: Pick<StepClass, 'interference'>): string | undefined {
  const why = absenceOf(interference);
  if (why !== undefined) return formatAbsent('measured', why);
  const figures = figuresOf(interference);
  return figures && formatRatio(figures.ratio, figures.interval95);
}

/** The class that suffers most: "chat takes 1.420 [1.310, 1.550] times as long in the mix as alone". */
export function interferenceSentence({ classes = [] }: Pick<StepResult, 'classes'>): string | undefined {
  const told = classes.flatMap((one) => {
    const figures = figuresOf(one.interference);
    return figures === undefined ? [] : [{ one, ratio: figures.ratio }];
  });
  const worst = told.reduce<(typeof told)[number] | undefined>(
    (most, next) => (most === undefined || next.ratio > most.ratio ? next : most),
    undefined,
  );
  if (worst !== undefined) {
    return `“${worst.one.name}” takes ${interferenceText(worst.one)} times as long in the mix as alone`;
  }
  const why = classes.map(({ interference }) => absenceOf(interference)).find((reason) => reason !== undefined);
  return why === undefined ? undefined : `Interference ${formatAbsent('measured', why)}`;
}
