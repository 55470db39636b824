import type { StepResult } from '../contract/resultDocument.ts';
import { numberFromDocument } from '../statistics/distributionDocument.ts';
import { formatLatency } from './latency.ts';
import { formatCount } from './numbers.ts';
import { formatRate } from './quantities.ts';

type OpenLoopFacts = Pick<StepResult, 'load' | 'requests' | 'sendLagMs'>;

/** The send lag in a line: "p50 0.12 ms, p95 0.3 ms, max 1.2 ms"; undefined where it was not measured. */
export function sendLagText({ sendLagMs }: Pick<StepResult, 'sendLagMs'>): string | undefined {
  if (sendLagMs === undefined || sendLagMs.count === 0) return undefined;
  const parts = [
    // A percentile that rests on too few requests is not quoted; the largest value always is what it is.
    ...(['p50', 'p95', 'p99'] as const)
      .filter((name) => !sendLagMs.belowFloor.includes(name))
      .map((name) => `${name} ${formatLatency(numberFromDocument(sendLagMs[name]))}`),
    `max ${formatLatency(numberFromDocument(sendLagMs.max))}`,
  ];
  return parts.join(', ');
}

/** How well the schedule of an open loop was kept, in a sentence; undefined for a closed loop, which has none. */
export function openLoopSentence(step: OpenLoopFacts): string | undefined {
  const { load, requests } = step;
  if (load.loop !== 'open') return undefined;
  const asked = load.ratePerSecond === undefined ? [] : [`${formatRate(load.ratePerSecond)} asked`];
  const lag = sendLagText(step);
  return `${[
    ...asked,
    `${formatCount(requests.sent)} sent`,
    `${formatCount(requests.dropped)} dropped`,
    lag === undefined ? 'send lag not measured' : `send lag ${lag}`,
  ].join('; ')}. Latency counts from the intended start.`;
}
