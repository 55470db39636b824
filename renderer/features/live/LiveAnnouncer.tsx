import { useEffect, useRef, useState } from 'react';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatRunClock } from '../../../core/format/durations.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { type LiveRun, stepCountText } from '../../state/live/LiveRun.ts';

const everyMs = 10_000;

/** Says aloud every ten seconds how the run stands, politely, for who cannot see the tracks. */
export function LiveAnnouncer({ run }: { run: LiveRun }) {
  const latest = useRef(run);
  latest.current = run;
  const [text, setText] = useState('');
  const { status } = run;
  useEffect(() => {
    const say = (): void => setText(sentence(latest.current));
    say();
    if (status !== 'running') {
      return;
    }
    const timer = setInterval(say, everyMs);
    return () => clearInterval(timer);
  }, [status]);
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}

function sentence(run: LiveRun): string {
  if (run.status !== 'running') {
    return runEnding(run);
  }
  const { step, progress } = run;
  if (step === undefined) {
    return run.activity?.message ?? 'Starting';
  }
  const p95 = step.soFar?.p95Ms;
  return [
    `step ${step.index + 1} of ${stepCountText(run)}`,
    ...(p95 === undefined ? [] : [`p95 ${formatLatency(numberFromDocument(p95))}`]),
    ...(progress === undefined ? [] : [`${Math.ceil(progress.stepLeftSeconds)} seconds left`]),
  ].join(', ');
}

/** How a run ended and what is kept of it, in the place of the running step. */
export function runEnding(run: LiveRun): string {
  const measured = run.finishedSteps - run.results.filter((result) => result?.failure !== undefined).length;
  const kept = `${run.finishedSteps} of ${run.steps.length} steps kept`;
  const why = run.reason ?? firstFailure(run)?.reason.replace(/\.$/, '');
  const reason = why === undefined ? '' : `: ${why}`;
  switch (run.status) {
    case 'completed':
      return `Completed, ${run.steps.length} ${run.steps.length === 1 ? 'step' : 'steps'}`;
    case 'failed':
      return measured === 0 ? `Failed${reason}` : `Failed${reason}, ${kept}`;
    case 'interrupted': {
      const at = run.progress === undefined ? '' : ` at ${formatRunClock(run.progress.atMs / 1000)}`;
      return `Interrupted${at}, ${kept}`;
    }
    case 'running':
      return 'Running';
  }
}

/** Why the first step that could not be carried out was not; undefined where all were. */
export function firstFailure({ results }: Pick<LiveRun, 'results'>): NonNullable<StepResult['failure']> | undefined {
  return results.find((result) => result?.failure !== undefined)?.failure;
}
