import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconInfoCircle,
  IconSquareX,
  IconStethoscope,
  type TablerIcon,
} from '@tabler/icons-react';
import type { DoctorRow } from '../../../core/contract/ipc.ts';
import { ask } from '../../state/bench.ts';
import type { Screen } from '../../state/Screen.ts';
import { useRemote } from '../../state/useRemote.ts';
import { FailureMessage } from '../../widgets/messages.tsx';
import { notifyDone, notifyFailure } from '../../widgets/notify.tsx';
import { Panel, Skeleton } from '../../widgets/Pane.tsx';
import { ScreenFrame } from '../../widgets/ScreenFrame.tsx';
import classes from './doctor.module.css';

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

const looks: Record<DoctorRow['status'], { icon: TablerIcon; word: string; colour: string }> = {
  good: { icon: IconCircleCheck, word: 'Good', colour: 'var(--valid)' },
  attention: { icon: IconAlertTriangle, word: 'Needs attention', colour: 'var(--suspect)' },
  bad: { icon: IconSquareX, word: 'Bad', colour: 'var(--invalid)' },
  absent: { icon: IconInfoCircle, word: 'Absent', colour: 'var(--text2)' },
};

/** One thing that was looked at: what was found, and what to do where there is anything to do. */
function DoctorFinding({ row }: { row: DoctorRow }) {
  const look = looks[row.status];
  return (
    <li className={classes.finding}>
      <look.icon size={16} stroke={1.75} role="img" aria-label={look.word} style={{ color: look.colour }} />
      <strong>{row.name}</strong>
      <div>
        <p>{row.found}</p>
        {row.advice === undefined ? null : <p className={classes.advice}>{row.advice}</p>}
        {row.command === undefined ? null : <code className={classes.command}>{row.command}</code>}
        {row.detail === undefined ? null : (
          <details>
            <summary>In the runtime’s own words</summary>
            <code className={classes.command}>{row.detail}</code>
          </details>
        )}
      </div>
    </li>
  );
}

/** The findings as plain text, one to a line, for a message to somebody who helps. */
function doctorText(rows: readonly DoctorRow[]): string {
  return rows
    .map(({ status, name, found, advice, command }) => {
      const more = [advice, command].filter((part) => part !== undefined);
      return `[${status}] ${[`${name}: ${found}`, ...more].join(' ')}\n`;
    })
    .join('');
}

export const screen: Screen = {
  id: 'doctor',
  name: 'Doctor',
  icon: IconStethoscope,
  place: 'foot',
  key: '7',
  Component: DoctorScreen,
};
