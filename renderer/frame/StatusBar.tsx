import { IconActivity } from '@tabler/icons-react';
import { formatLocation } from '../state/location.ts';
import { useFacts } from '../state/useFacts.ts';
import { useLiveRun } from '../state/useLiveRun.ts';
import { useRuns } from '../state/useRuns.ts';
import { describeMachine } from './describeMachine.ts';
import { describeRunStatus } from './describeRunStatus.ts';
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
        <a className={classes.statusRun} href={formatLocation({ screen: 'live' })}>
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
