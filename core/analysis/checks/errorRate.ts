import type { ValidityCheck } from '../ValidityCheck.ts';

/** From here on failures reach p99.9, the farthest percentile that is reported. */
const warnShare = 0.001;
/** From here on failures reach p99. */
const failShare = 0.01;

export const errorRate: ValidityCheck = {
  id: 'error-rate',
  question: 'Did requests fail?',
  definition:
    'Failed, timed-out and dropped requests of all counted ones. They enter percentiles as infinite: above 0.1 % they reach p99.9 and warn, above 1 % they reach p99 and fail.',
  remedy: 'Look at the errors by kind. Lower the load, or mend what fails, before comparing latencies.',
  complaint: 'requests failed',
  evaluate({ completed, failed, timedOut, dropped }) {
    const all = completed + dropped;
    if (all === 0) return { status: 'fail', detail: 'no request was completed' };
    const bad = failed + timedOut + dropped;
    const share = bad / all;
    const status = share > failShare ? 'fail' : share > warnShare ? 'warn' : 'pass';
    return { status, detail: `${bad} of ${all}` };
  },
};
