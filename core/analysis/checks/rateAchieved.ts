import { formatFixed, formatPercent } from '../../format/numbers.ts';
import { formatRate } from '../../format/quantities.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** Beyond what the first and last arrivals of a step of sensible length explain. */
const warnShare = 0.01;
/** The target was asked for a load that it never got. */
const failShare = 0.05;

export const rateAchieved: ValidityCheck = {
  id: 'rate-achieved',
  question: 'Were requests sent at the rate that was planned?',
  definition:
    'Rate of the actual sends against that of the intended starts. The sends are counted over the time from the first to the last of them, or of the intended starts where that is longer, so that what was never sent is missing. In a burst and in a stress test what waits for a place among the requests in flight is the overload that is sought: there a request counts as sent when it would have been with a place for it. More than 1 % below warns, more than 5 % fails.',
  remedy: 'Lower the rate, raise the limit of requests in flight, or give the client more time to spare.',
  complaint: 'requests were sent more slowly than planned',
  evidenceComes: 'meanwhile',
  evaluate({ loop, schedule }) {
    if (loop === 'closed') return { status: 'skipped', detail: 'closed loop' };
    if (schedule === undefined) return { status: 'skipped', detail: 'too few requests' };
    const { plannedPerSecond, sentPerSecond } = schedule;
    const below = Math.max(0, 1 - sentPerSecond / plannedPerSecond);
    const detail = `${formatPercent(100 * (1 - below))} of ${formatRate(plannedPerSecond)}`;
    if (below <= warnShare) return { status: 'pass', detail };
    return {
      status: below > failShare ? 'fail' : 'warn',
      detail,
      explanation: `${formatFixed(sentPerSecond, 1)} requests a second were sent where ${formatFixed(plannedPerSecond, 1)} were planned`,
    };
  },
};
