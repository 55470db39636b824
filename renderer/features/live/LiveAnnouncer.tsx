import { useEffect, useRef, useState } from 'react';
import { formatLatency } from '../../../core/format/formatLatency.ts';
import { numberFromDocument } from '../../../core/statistics/numberFromDocument.ts';
import type { LiveRun } from '../../state/live/LiveRun.ts';
import { stepCountText } from '../../state/live/stepCountText.ts';
import { runEnding } from './runEnding.ts';

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
