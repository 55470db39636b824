import { Button } from '@mantine/core';
import { ScreenFrame } from '../../frame/ScreenFrame.tsx';
import { ask } from '../../state/bench.ts';
import { useRemote } from '../../state/useRemote.ts';
import { FailureMessage } from '../../widgets/FailureMessage.tsx';
import { notifyDone, notifyFailure } from '../../widgets/notify.tsx';
import { Panel } from '../../widgets/Panel.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { DoctorFinding } from './DoctorFinding.tsx';
import classes from './doctor.module.css';
import { doctorText } from './doctorText.ts';

const askDoctor = () => ask(window.bench.doctor());
const expectedRows = 10;

/** What this machine has and what it lacks for a good measurement, each with advice. */
export function DoctorScreen() {
  const { remote, reload } = useRemote(askDoctor);
  const rows = remote.status === 'ready' ? remote.value.rows : [];
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(doctorText(rows));
      notifyDone('Copied');
    } catch (error) {
      notifyFailure({
        reason: 'The text could not be copied.',
        remedy: 'Click into the window and try again.',
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  };
  return (
    <ScreenFrame
      title="Doctor"
      actions={
        <>
          <Button size="sm" disabled={remote.status !== 'ready'} onClick={() => void copy()}>
            Copy as text
          </Button>
          <Button size="sm" onClick={reload}>
            Check again
          </Button>
        </>
      }
    >
      <div className={classes.column}>
        {remote.status === 'failed' ? <FailureMessage failure={remote.failure} onRetry={reload} /> : null}
        {remote.status === 'loading' ? (
          <Panel title="What was found" note="trying what the engine can run on, a few seconds">
            <ul aria-busy="true">
              {Array.from({ length: expectedRows }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
                <li key={index} className={classes.finding}>
                  <Skeleton widthPx={16} heightPx={16} />
                  <Skeleton widthPx={96} />
                  <Skeleton widthPx={320} />
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
        {remote.status === 'ready' ? (
          <Panel title="What was found">
            <ul>
              {rows.map((row) => (
                <DoctorFinding key={row.id} row={row} />
              ))}
            </ul>
          </Panel>
        ) : null}
      </div>
    </ScreenFrame>
  );
}
