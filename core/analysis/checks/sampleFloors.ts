import { formatPercentileName } from '../../format/latency.ts';
import { formatCount } from '../../format/numbers.ts';
import { reportedPercentiles } from '../../statistics/percentiles.ts';
import { sampleFloor } from '../../statistics/sampleFloor.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

export const sampleFloors: ValidityCheck = {
  id: 'sample-floors',
  question: 'Are there enough requests for every percentile that is reported?',
  definition:
    'A percentile p needs the smallest n for which at most one request lies beyond it with a chance of 1 % or less: 11 for p50, 64 for p90, 130 for p95, 662 for p99, 6636 for p99.9. A reported percentile under its floor warns.',
  remedy: 'Measure longer, or quote only the percentiles that meet their floor.',
  complaint: 'the far tail is thin',
  evidenceComes: 'meanwhile',
  evaluate({ belowFloor, completed, dropped }) {
    const count = completed + dropped;
    if (count === 0) return { status: 'skipped', detail: 'no requests' };
    const missing = reportedPercentiles.filter(({ name }) => belowFloor.includes(name));
    const [next] = missing;
    const held = reportedPercentiles.filter(({ name }) => !belowFloor.includes(name)).at(-1);
    if (next === undefined) return { status: 'pass', detail: 'to p99.9' };
    const name = formatPercentileName(next.name);
    const needed = formatCount(sampleFloor(next.share));
    const lack = `${name}: ${formatCount(count)} of ${needed}`;
    const upTo = held === undefined ? undefined : formatPercentileName(held.name);
    return {
      status: 'warn',
      // With one percentile missing it goes without saying that those before it hold.
      detail: missing.length === 1 || upTo === undefined ? lack : `to ${upTo}; ${lack}`,
      explanation: `${name} rests on ${formatCount(count)} requests where ${needed} are needed; ${
        upTo === undefined ? 'no percentile has enough' : `there are enough up to ${upTo}`
      }`,
    };
  },
};
