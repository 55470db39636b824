import type { PossiblyInfinite } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../../../core/format/figuresOf.ts';
import type { CsvValue } from './csvField.ts';
import type { StepColumn } from './stepColumns.ts';

const column = (name: string, value: (step: StepResult) => CsvValue | PossiblyInfinite): StepColumn => ({
  name,
  value,
});

const joined = (parts: readonly string[] | undefined): string | undefined => parts?.join('; ');

/**
 * Columns of what only some scenarios find. A class, a phase or an objective is no column, since a file has no room for as
 * many as a run may have: theirs are lists of "name=value" in the order of the result.
 */
export const scenarioColumns: readonly StepColumn[] = [
  column('memory.perRequestBytes', (step) => figuresOf(step.memory)?.perRequestBytes),
  column('memory.perRequest.low95Bytes', (step) => figuresOf(step.memory)?.perRequestBytesInterval95?.[0]),
  column('memory.perRequest.high95Bytes', (step) => figuresOf(step.memory)?.perRequestBytesInterval95?.[1]),
  column('memory.perRequest.absent', (step) => figuresOf(step.memory)?.perRequestAbsent),
  column('memory.baseBytes', (step) => figuresOf(step.memory)?.baseBytes),
  column('memory.leakPerHourBytes', (step) => figuresOf(step.memory)?.leakBytesPerHour),
  column('memory.leakPerHour.low95Bytes', (step) => figuresOf(step.memory)?.leakBytesPerHourInterval95?.[0]),
  column('memory.leakPerHour.high95Bytes', (step) => figuresOf(step.memory)?.leakBytesPerHourInterval95?.[1]),
  column('memory.leak.absent', (step) => figuresOf(step.memory)?.leakAbsent),
  column('memory.of', (step) => figuresOf(step.memory)?.of),
  column('fit', (step) => (step.fit === undefined ? undefined : step.fit.fits ? 'yes' : 'no')),
  column('fit.explanation', (step) => step.fit?.explanation),
  column('skipped', (step) => step.skipped?.reason),
  column('burst.penaltyP50Ratio', (step) => figuresOf(step.burst)?.penaltyP50),
  column('burst.penaltyP95Ratio', (step) => figuresOf(step.burst)?.penaltyP95),
  column('burst.late', (step) => figuresOf(step.burst)?.late),
  column('burst.shed', (step) => figuresOf(step.burst)?.shed),
  column('burst.absent', (step) => absenceOf(step.burst)),
  column('recovery.seconds', (step) => figuresOf(step.recovery)?.seconds),
  column('recovery.lowSeconds', (step) => figuresOf(step.recovery)?.intervalSeconds[0]),
  column('recovery.highSeconds', (step) => figuresOf(step.recovery)?.intervalSeconds[1]),
  column('recovery.baseP95Ms', (step) => figuresOf(step.recovery)?.baseP95Ms),
  column('recovery.absent', (step) => absenceOf(step.recovery)),
  column('breakingPoint.offeredPerSecond', (step) => figuresOf(step.breakingPoint)?.offeredPerSecond),
  column('breakingPoint.low95PerSecond', (step) => figuresOf(step.breakingPoint)?.interval95?.[0]),
  column('breakingPoint.high95PerSecond', (step) => figuresOf(step.breakingPoint)?.interval95?.[1]),
  column('breakingPoint.completedPerSecond', (step) => figuresOf(step.breakingPoint)?.completedPerSecond),
  column('breakingPoint.cause', (step) => figuresOf(step.breakingPoint)?.cause),
  column('breakingPoint.absent', (step) => absenceOf(step.breakingPoint)),
  column('attainment.ratios', (step) =>
    joined(figuresOf(step.attainment)?.objectives.map(({ objective, share }) => `${objective}=${share}`)),
  ),
  column('attainment.absent', (step) => absenceOf(step.attainment)),
  column('classes.p50Ms', (step) =>
    joined(step.classes?.map(({ name, latencyMs }) => `${name}=${latencyMs?.p50 ?? 'not measured'}`)),
  ),
  column('classes.interferenceRatios', (step) => {
    const told = step.classes?.flatMap(({ name, interference }) => {
      const figures = figuresOf(interference);
      return figures === undefined ? [] : [`${name}=${figures.ratio}`];
    });
    return told?.length === 0 ? undefined : joined(told);
  }),
  column('load.traffic', (step) => step.load.traffic),
];
