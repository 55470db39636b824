import { formatPercentileName } from '../../format/formatPercentileName.ts';
import { reportedPercentiles } from '../../statistics/reportedPercentiles.ts';
import { sampleFloor } from '../../statistics/sampleFloor.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

export const sampleFloors: ValidityCheck = {
  id: 'sample-floors',
  question: 'Are there enough requests for every percentile that is reported?',
  definition:
    'A percentile p needs the smallest n for which at most one request lies beyond it with a chance of 1 % or less: 64 for p90, 130 for p95, 662 for p99, 6636 for p99.9. A reported percentile under its floor warns.',
  remedy: 'Measure longer, or quote only the percentiles that meet their floor.',
  complaint: 'the far tail is thin',
  evaluate({ belowFloor, completed }) {
    if (completed === 0) return { status: 'skipped', detail: 'no requests' };
    const missing = reportedPercentiles.filter(({ name }) => belowFloor.includes(name));
    const [first] = missing;
    if (first === undefined) return { status: 'pass', detail: 'to p99.9' };
    return {
      status: 'warn',
      detail: `${formatPercentileName(first.name)}: ${completed} of ${sampleFloor(first.share)}`,
    };
  },
};
