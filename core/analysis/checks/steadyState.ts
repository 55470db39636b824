import { formatFixed, formatPercent } from '../../format/numbers.ts';
import type { Steadiness } from '../../statistics/steadyState.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** perf_analyzer's usual 10 % between the largest and smallest of three windows is a variation of about 5 %. */
const mostVariation = 0.05;
/** A trend that surely changes more than this over the step moves every figure that is quoted of it. */
const warnDrift = 0.1;
/** A step that ends half as high again as it began has no one latency: a queue that grows looks so. */
const failDrift = 0.5;
/** A warm-up that reaches further into the measurement than this is part of its percentiles. */
const mostTransient = 0.1;

export const steadyState: ValidityCheck = {
  id: 'steady-state',
  question: 'Were throughput and latency steady while they were measured?',
  definition:
    'Of a hundred blocks of consecutive completions, without the edges where the load builds up and runs out, the median latency and the rate. A transient at the beginning (rule MSER: leaving it out makes the standard error of the rest smallest; counted only when its level differs by more than 10 % and beyond chance) warns when it is more than 10 % of the requests. After it, both must be steady: means of ten windows that vary by more than 5 % beyond chance warn, and so does a trend (Theil–Sen) whose whole 95 % interval lies beyond 10 % over the step; beyond 50 % it fails. Nothing is left out of the results for it. Judged from 20 s and 101 requests on, open loops from 1,000 requests; not where the load changes on purpose.',
  remedy: 'Lengthen the warm-up, lower the load when it exceeds what the target can do, or measure for longer.',
  complaint: 'throughput or latency changed while they were measured',
  evidenceComes: 'at the end',
  evaluate({ steadiness }) {
    if (steadiness === undefined) return { status: 'skipped', detail: 'nothing to judge' };
    if ('absent' in steadiness) return { status: 'skipped', detail: steadiness.absent };
    const { latency, throughput, transientShare, transientMs } = steadiness;
    const problems = [...problemsOf('latency', latency), ...problemsOf('throughput', throughput)];
    if (transientShare > mostTransient) {
      problems.push(
        `the first ${formatFixed(transientMs / 1000, 1)} s (${formatPercent(100 * transientShare)} of the requests) were still warming up`,
      );
    }
    const detail = `latency varies by ${share(latency.variation)}, throughput by ${share(throughput.variation)}`;
    if (problems.length === 0) return { status: 'pass', detail };
    const isLost = sureDrift(latency) > failDrift || sureDrift(throughput) > failDrift;
    return { status: isLost ? 'fail' : 'warn', detail, explanation: problems.join('; ') };
  },
};

/** A trend makes windows differ, too: where there is one it is the thing to say. */
function problemsOf(name: string, steadiness: Steadiness): string[] {
  const { variation, drift } = steadiness;
  if (sureDrift(steadiness) > warnDrift) {
    return [`${name} ${drift > 0 ? 'rises' : 'falls'} by ${share(Math.abs(drift))} over the step`];
  }
  return variation > mostVariation ? [`${name} varies by ${share(variation)} between windows`] : [];
}

/** How far the trend goes at least, with its interval: 0 where that holds no change at all. */
function sureDrift({ driftInterval95: [low, high] }: Steadiness): number {
  return Math.max(0, low, -high);
}

function share(value: number): string {
  return formatPercent(100 * value);
}
