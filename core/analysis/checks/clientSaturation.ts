import { formatLatency } from '../../format/latency.ts';
import { formatPercent } from '../../format/numbers.ts';
import { formatRate } from '../../format/quantities.ts';
import type { CheckOutcome, StepEvidence, ValidityCheck } from '../ValidityCheck.ts';

/** A single thread that is busy half of the time makes what arrives wait as long again as it takes to handle. */
const warnPercent = 50;
/** The client's one thread has no time left: what is measured is the client. */
const failPercent = 90;
/** Above half of what the client can do at most, a share of each latency is its own queue. */
const warnCeilingShare = 0.5;

/** What waits while the client stands still is late by it: from here on it is more than a hundredth, and reaches p99. */
const warnStoodShare = 0.01;
/** It reaches p90, and throughput is lower by as much. */
const failStoodShare = 0.1;

type Finding = Required<Omit<CheckOutcome, 'onlyStoodStill'>>;

export const clientSaturation: ValidityCheck = {
  id: 'client-saturation',
  question: 'Had the client time to spare, so that the target is what was measured?',
  definition:
    'Processor time of the measuring process in the measured window, without the time it spent waiting for an instant, in percent of the one core that it can use. From 50 % on it warns, from 90 % on it fails. Beside it, the rate of requests against the ceiling of the client, measured on this machine with a server that does nothing: above half of it warns. And the time that the client stood still, because it was stopped, starved or held up: each time of 20 ms or more in which its event loop did not turn, added up, as a share of the window; what came meanwhile is told as late as it was seen. Above 1 % it reaches p99 and warns, above 10 % it reaches p90, throughput is lower by as much, and it fails.',
  remedy:
    'Lower the load of this client, spread it over several, or give it a core that nothing else uses; and let it run: a stopped client measures nothing.',
  complaint: 'the client was in the way',
  evidenceComes: 'at the end',
  evaluate(evidence) {
    const busy = busyOf(evidence);
    if (busy === undefined) return { status: 'skipped', detail: 'the client gave no figure' };
    const stood = stoodOf(evidence);
    if (stood === undefined) return busy;
    // What is worse is explained; both are told.
    const isWorse = busy.explanation === undefined || (stood.status === 'fail' && busy.status !== 'fail');
    const { status, explanation } = isWorse ? stood : { status: busy.status, explanation: busy.explanation ?? '' };
    const onlyStoodStill = busy.explanation === undefined ? { onlyStoodStill: true } : {};
    return { status, detail: `${stood.detail}, ${busy.detail}`, explanation, ...onlyStoodStill };
  },
};

function busyOf({
  clientBusyPercent,
  clientCeilingPerSecond,
  completionsPerSecond,
}: StepEvidence): CheckOutcome | undefined {
  if (clientBusyPercent === undefined) return undefined;
  const share =
    clientCeilingPerSecond === undefined || completionsPerSecond === undefined
      ? undefined
      : completionsPerSecond / clientCeilingPerSecond;
  const ofCeiling =
    share === undefined || clientCeilingPerSecond === undefined
      ? ''
      : `, ${formatPercent(100 * share)} of its ceiling of ${formatRate(clientCeilingPerSecond)}`;
  const detail = `${formatPercent(clientBusyPercent)} of a core${ofCeiling}`;
  const isBusy = clientBusyPercent >= warnPercent;
  if (!isBusy && (share === undefined || share <= warnCeilingShare)) return { status: 'pass', detail };
  return {
    status: clientBusyPercent >= failPercent ? 'fail' : 'warn',
    detail,
    explanation: isBusy
      ? `the client used ${formatPercent(clientBusyPercent)} of a core where it should stay below ${formatPercent(warnPercent)}`
      : `the client sent ${formatPercent(100 * (share ?? 0))} of what it can send at most, where half is the limit`,
  };
}

/** Undefined where it did not stand still for long enough to matter. */
function stoodOf({ clientStood }: StepEvidence): Finding | undefined {
  if (clientStood === undefined) return undefined;
  const { longestMs, totalMs, windowMs } = clientStood;
  const share = totalMs / windowMs;
  if (!(share > warnStoodShare)) return undefined;
  const percent = formatPercent(100 * share);
  return {
    status: share > failStoodShare ? 'fail' : 'warn',
    detail: `stood still ${percent} of the time`,
    explanation: `the client stood still for ${percent} of the measured time, ${formatLatency(longestMs)} at the longest, where ${formatPercent(100 * warnStoodShare)} is the limit`,
  };
}
