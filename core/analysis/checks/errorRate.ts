import { formatCount, formatPercent } from '../../format/numbers.ts';
import { formatRate } from '../../format/quantities.ts';
import type { CheckOutcome, ValidityCheck } from '../ValidityCheck.ts';

/** From here on failures reach p99.9, the farthest percentile that is reported. */
const warnShare = 0.001;
/** From here on failures reach p99. */
const failShare = 0.01;

export const errorRate: ValidityCheck = {
  id: 'error-rate',
  question: 'Did requests fail?',
  definition:
    'Failed, timed-out and dropped requests of all counted ones. They enter percentiles as infinite: above 0.1 % they reach p99.9 and warn, above 1 % they reach p99 and fail. In a stress test failures beyond the breaking point are what was sought: they are told, and those before it are judged. A step without a single request fails as well.',
  remedy: 'Look at the errors by kind. Lower the load, or mend what fails, before comparing latencies.',
  complaint: 'requests failed',
  evidenceComes: 'meanwhile',
  evaluate({ completed, failed, timedOut, dropped, beyondBreaking }) {
    const all = completed + dropped;
    if (all === 0) {
      return { status: 'fail', detail: 'no request was completed', explanation: 'no request was completed' };
    }
    const bad = failed + timedOut + dropped;
    if (beyondBreaking === undefined) return judge(bad, all, '');
    if (beyondBreaking === 'unknown') return { status: 'skipped', detail: 'where it breaks is told at the end' };
    const { requests, bad: badBeyond, offeredPerSecond } = beyondBreaking;
    const broken = formatRate(offeredPerSecond);
    const sought = `; ${formatCount(badBeyond)} of ${formatCount(requests)} after it broke at ${broken}`;
    return judge(bad - badBeyond, all - requests, sought);
  },
};

/** @param sought what is told beside it and not judged */
function judge(bad: number, all: number, sought: string): CheckOutcome {
  const counts = `${formatCount(bad)} of ${formatCount(all)}`;
  const share = all === 0 ? 0 : bad / all;
  if (share <= warnShare) return { status: 'pass', detail: `${counts}${sought}` };
  const percent = formatPercent(share * 100);
  return {
    status: share > failShare ? 'fail' : 'warn',
    detail: `${counts}, ${percent}${sought}`,
    explanation: `${counts} requests (${percent}) failed, timed out or were dropped, and count as infinitely late`,
  };
}
