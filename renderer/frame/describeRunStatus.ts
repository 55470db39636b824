import type { MachineFacts } from '../../core/contract/ipc.ts';
import { formatDuration } from '../../core/format/formatDuration.ts';
import { formatTimeLeft } from '../../core/format/formatTimeLeft.ts';
import type { LiveRun } from '../state/live/LiveRun.ts';
import { stepCountText } from '../state/live/stepCountText.ts';

interface RunStatusText {
  /** Present while a run goes: leads to Live. */
  running?: string;
  detail: string;
}

/** What runs now, in the words of the status bar, or that nothing does and how much is stored. */
export function describeRunStatus(
  run: LiveRun | undefined,
  machine: MachineFacts | undefined,
  storedRuns: number,
): RunStatusText {
  if (run === undefined || run.status !== 'running') {
    const stored =
      machine === undefined ? [] : [`${storedRuns} ${storedRuns === 1 ? 'run' : 'runs'} in ${machine.dataDirectory}`];
    return { detail: ['Idle', ...stored].join(' · ') };
  }
  const { step, progress } = run;
  const where = step === undefined ? 'Starting' : `Running step ${step.index + 1} of ${stepCountText(run)}`;
  const left = progress === undefined ? '' : ` · ${formatTimeLeft(progress.runLeftSeconds)}`;
  const commit = progress?.lastCommitAtMs;
  return {
    running: `${where}${left}`,
    detail:
      progress === undefined || commit === undefined
        ? 'an interruption loses at most 1 s'
        : `Last commit ${formatDuration(Math.max(0, progress.atMs - commit) / 1000)} ago · an interruption loses at most 1 s`,
  };
}
