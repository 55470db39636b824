import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../../core/contract/scenarioName.ts';
import { breakingCauses } from '../../../../core/format/breakingPointWords.ts';
import { bytesParts } from '../../../../core/format/bytesParts.ts';
import type { FormattedQuantity } from '../../../../core/format/FormattedQuantity.ts';
import { absenceOf, figuresOf } from '../../../../core/format/figuresOf.ts';
import { formatAbsent } from '../../../../core/format/formatAbsent.ts';
import { formatBytes } from '../../../../core/format/formatBytes.ts';
import { formatCount } from '../../../../core/format/formatCount.ts';
import { formatLatency } from '../../../../core/format/formatLatency.ts';
import { formatShare } from '../../../../core/format/formatShare.ts';
import { quantityParts } from '../../../../core/format/quantityParts.ts';
import type { HeadlineFigure } from '../headlines.ts';

/** The answer of a step's scenario as a large number, or why there is none; empty where the step is not asked for it. */
export function scenarioHeadlines(step: StepResult): HeadlineFigure[] {
  return (tellers[step.scenario] ?? []).flatMap((tell) => tell(step) ?? []);
}

type Teller = (step: StepResult) => HeadlineFigure | undefined;

const missing = (name: string, why: string | undefined): HeadlineFigure | undefined =>
  why === undefined ? undefined : { name, figure: { absent: formatAbsent('measured', why) } };

const recovery: Teller = (step) => {
  const figures = figuresOf(step.recovery);
  return figures === undefined
    ? missing('Recovery', absenceOf(step.recovery))
    : {
        name: 'Recovery',
        figure: quantityParts(figures.seconds, 's', figures.intervalSeconds),
        note: `back to ${formatLatency(figures.baseP95Ms)}, p95 of the base`,
      };
};

const lost: Teller = ({ burst }) => {
  const figures = figuresOf(burst);
  return figures === undefined
    ? missing('Late', absenceOf(burst))
    : {
        name: 'Late',
        figure: { number: formatCount(figures.late), unit: figures.late === 1 ? 'request' : 'requests' },
        note: `and ${formatCount(figures.shed)} shed`,
      };
};

const breaking: Teller = ({ breakingPoint }) => {
  const figures = figuresOf(breakingPoint);
  return figures === undefined
    ? missing('Breaking point', absenceOf(breakingPoint))
    : {
        name: 'Breaking point',
        figure: quantityParts(figures.offeredPerSecond, 'requests/s', figures.interval95),
        note: breakingCauses[figures.cause],
      };
};

const growth: Teller = ({ memory }) => {
  const figures = figuresOf(memory);
  const name = 'Memory growth';
  if (figures?.leakBytesPerHour === undefined) {
    return missing(name, figures?.leakAbsent ?? absenceOf(memory));
  }
  const parts = bytesParts(figures.leakBytesPerHour, figures.leakBytesPerHourInterval95);
  return { name, figure: { ...parts, unit: `${parts.unit}/h` } };
};

const perRequest: Teller = ({ memory }) => {
  const figures = figuresOf(memory);
  const name = 'Memory per request';
  if (figures?.perRequestBytes === undefined) {
    return missing(name, figures?.perRequestAbsent);
  }
  return {
    name,
    figure: bytesParts(figures.perRequestBytes, figures.perRequestBytesInterval95),
    ...(figures.baseBytes === undefined ? {} : { note: `over ${formatBytes(figures.baseBytes)} with none in flight` }),
  };
};

const fits: Teller = ({ fit }) =>
  fit === undefined
    ? undefined
    : {
        name: 'Into memory',
        figure: { number: fit.fits ? 'fits' : 'does not fit', unit: '' },
        ...(fit.fits ? {} : { tone: 'invalid' as const }),
        note: fit.explanation,
      };

const interference: Teller = ({ classes = [] }) => {
  const told = classes.flatMap((one) => {
    const figures = figuresOf(one.interference);
    return figures === undefined ? [] : [{ name: one.name, figures }];
  });
  const [worst] = told.toSorted((first, second) => second.figures.ratio - first.figures.ratio);
  return worst === undefined
    ? missing(
        'Interference',
        classes.map((one) => absenceOf(one.interference)).find((why) => why !== undefined),
      )
    : {
        name: 'Interference, worst',
        figure: quantityParts(worst.figures.ratio, 'times', worst.figures.interval95, 2),
        note: `${worst.name}, against alone`,
      };
};

const attained: Teller = ({ attainment }) => {
  const objectives = figuresOf(attainment)?.objectives ?? [];
  const [worst] = objectives.toSorted((a, b) => a.share - (a.wanted ?? 1) - (b.share - (b.wanted ?? 1)));
  if (worst === undefined) {
    return missing('Objectives met', absenceOf(attainment));
  }
  const { share, interval95, wanted, objective } = worst;
  return {
    name: objectives.length === 1 ? 'Objective met' : 'Objectives met, worst',
    figure: shareParts(share, interval95),
    note: wanted === undefined ? objective : `${objective}, ${formatShare(wanted)} wanted`,
    ...(wanted !== undefined && share < wanted ? { tone: 'invalid' as const } : {}),
  };
};

function shareParts(share: number, interval: [number, number] | undefined): FormattedQuantity {
  return quantityParts(
    100 * share,
    '%',
    interval === undefined ? undefined : [100 * interval[0], 100 * interval[1]],
    1,
  );
}

const tellers: Partial<Record<ScenarioName, readonly Teller[]>> = {
  'throughput/burst_handling': [recovery, lost],
  'memory/memory_profiling': [growth],
  'memory/memory_efficiency': [perRequest],
  'memory/memory_scaling': [fits],
  'production/mixed_workload': [interference],
  'production/stress_test': [breaking, recovery],
  'production/real_world_simulation': [attained],
};
