import { IconActivity } from '@tabler/icons-react';
import type { MachineFacts } from '../../core/contract/ipc.ts';
import { formatDuration, formatTimeLeft } from '../../core/format/durations.ts';
import { runLocation } from '../commands.ts';
import { type LiveRun, stepCountText } from '../state/live/LiveRun.ts';
import { formatLocation } from '../state/location.ts';
import { useFacts } from '../state/useFacts.ts';
import { useLiveRun } from '../state/useLiveRun.ts';
import { useRuns } from '../state/useRuns.ts';
import classes from './frame.module.css';

/** Foot of the window: what runs and what is stored on the left, this machine on the right. */
export function StatusBar() {
  const run = useLiveRun((state) => state.run);
  const machine = useFacts((state) => state.machine);
  const storedRuns = useRuns((state) => state.total);
  const status = describeRunStatus(run, machine, storedRuns);
  return (
    <footer className={`${classes.statusBar} num`}>
      {status.running === undefined ? null : (
        <a className={classes.statusRun} href={formatLocation(runLocation)}>
          <IconActivity size={14} stroke={1.75} aria-hidden="true" />
          {status.running}
        </a>
      )}
      <span>{status.detail}</span>
      <div className={classes.statusEnd}>
        {describeMachine(machine).map((part) => (
          <span key={part}>{part}</span>
        ))}
      </div>
    </footer>
  );
}

/** This machine at the foot of every screen: host, then GPU or processor. */
function describeMachine(facts: MachineFacts | undefined): string[] {
  if (facts === undefined) {
    return [];
  }
  const { host, gpu } = facts.fingerprint;
  const names = 'names' in gpu && Array.isArray(gpu.names) ? (gpu.names as string[]) : [];
  const device = names[0] ?? 'no GPU';
  const driver = 'driverVersion' in gpu ? ` · driver ${String(gpu.driverVersion)}` : '';
  return [host.hostname, host.processor, `${device}${driver}`];
}

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
