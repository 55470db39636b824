import { IconHome, IconPlayerPlay } from '@tabler/icons-react';
import { startQuickBenchmark } from '../../commands.ts';
import { formatLocation } from '../../state/location.ts';
import type { Screen } from '../../state/Screen.ts';
import { useRuns } from '../../state/useRuns.ts';
import { FailureMessage } from '../../widgets/messages.tsx';
import { Panel } from '../../widgets/Pane.tsx';
import { RunsTable } from '../../widgets/RunsTable.tsx';
import { ScreenFrame } from '../../widgets/ScreenFrame.tsx';
import classes from './home.module.css';
import { MachinePanel } from './MachinePanel.tsx';
import { QuickPanel } from './QuickPanel.tsx';

/** This machine, the quick benchmark, and the last runs. */
export function HomeScreen() {
  return (
    <ScreenFrame title="Home">
      <div className={classes.home}>
        <MachinePanel />
        <QuickPanel />
        <LastRunsPanel />
      </div>
    </ScreenFrame>
  );
}

const shownRuns = 12;

/** The newest runs, or where there are none what the quick benchmark will show. */
function LastRunsPanel() {
  const { status, runs, total, failure, load } = useRuns();
  return (
    <Panel
      title="Last runs"
      className={classes.runs}
      {...(total > 0 ? { note: `${total} in History` } : {})}
      action={
        total === 0 ? undefined : (
          <a className="link" href={formatLocation({ screen: 'history' })}>
            All runs
          </a>
        )
      }
    >
      {status === 'failed' && failure !== undefined ? (
        <FailureMessage failure={failure} onRetry={() => void load()} />
      ) : status === 'ready' && runs.length === 0 ? (
        <div className={classes.teach}>
          <p>
            <strong>Quick benchmark</strong> loads a language model into the built-in engine, which needs no server, and
            measures how fast it answers.
          </p>
          <p>It takes as long as the line above says; it can be stopped at any time, and what was measured is kept.</p>
          <p>
            You will see latency while it is measured, then its distribution, how it grows with the load, and whether
            each number can be trusted.
          </p>
        </div>
      ) : (
        <RunsTable runs={runs.slice(0, shownRuns)} loading={status === 'loading'} label="Last runs" />
      )}
    </Panel>
  );
}

export const screen: Screen = {
  id: 'home',
  name: 'Home',
  icon: IconHome,
  place: 'work',
  key: '1',
  commands: [
    {
      id: 'quick',
      label: 'Quick benchmark',
      icon: IconPlayerPlay,
      while: 'idle',
      run: () => void startQuickBenchmark(),
    },
  ],
  shortcuts: { title: 'Home and Plan', keys: [{ keys: 'Ctrl Enter', does: 'Start' }] },
  Component: HomeScreen,
};
