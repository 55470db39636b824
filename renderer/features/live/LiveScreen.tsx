import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconActivity, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { stopRun } from '../../commands.ts';
import { isSearching, type LiveRun, stepCountText } from '../../state/live/LiveRun.ts';
import { navigate } from '../../state/location.ts';
import type { Screen } from '../../state/Screen.ts';
import { useLiveRun } from '../../state/useLiveRun.ts';
import { useNarrow } from '../../widgets/media.ts';
import { StateMessage } from '../../widgets/messages.tsx';
import { ScreenFrame } from '../../widgets/ScreenFrame.tsx';
import { SplitPanes } from '../../widgets/SplitPanes.tsx';
import { LiveAnnouncer } from './LiveAnnouncer.tsx';
import { LiveHeader } from './LiveHeader.tsx';
import { LiveSide } from './LiveSide.tsx';
import { LiveTracks } from './LiveTracks.tsx';
import { FoldedLog, LogPane } from './LogPane.tsx';
import classes from './live.module.css';

/** The run as it goes: how far, the quantities on one time axis, the verdict so far, the log. */
export function LiveScreen() {
  const run = useLiveRun((state) => state.run);
  const starting = useLiveRun((state) => state.starting);
  if (starting) {
    return (
      <ScreenFrame title="Live">
        <StateMessage
          icon={IconActivity}
          title="Starting the run"
          actions={
            <Button variant="danger" onClick={() => void stopRun()}>
              Stop
            </Button>
          }
        >
          Its processes are being started; the tracks appear with the first of them.
        </StateMessage>
      </ScreenFrame>
    );
  }
  if (run === undefined) {
    return (
      <ScreenFrame title="Live">
        <StateMessage
          icon={IconActivity}
          title="Nothing runs"
          actions={
            <>
              <Button variant="filled" onClick={() => navigate({ screen: 'home' })}>
                Go to Quick benchmark
              </Button>
              <Button onClick={() => navigate({ screen: 'plan' })}>Open Plan</Button>
            </>
          }
        >
          While a run goes on, this screen shows latency, throughput, processor and memory second by second, and whether
          the numbers can be trusted so far.
        </StateMessage>
      </ScreenFrame>
    );
  }
  return <LiveRunScreen run={run} />;
}

function LiveRunScreen({ run }: { run: LiveRun }) {
  const version = useLiveRun((state) => state.version);
  const narrow = useNarrow();
  const steps = `${stepCountText(run)} ${run.steps.length === 1 ? 'step' : 'steps'}`;
  return (
    <ScreenFrame title="Live" subtitle={`Run ${run.number} · ${run.name} · ${steps}`}>
      <div className={classes.live}>
        <LiveHeader run={run} />
        <SplitPanes
          name={narrow ? 'live narrow' : 'live'}
          label="Resize the verdict"
          side="end"
          sizePx={narrow ? 220 : 288}
          main={<TracksAndLog run={run} version={version} />}
        >
          <LiveSide run={run} version={version} />
        </SplitPanes>
        <LiveAnnouncer run={run} />
      </div>
    </ScreenFrame>
  );
}

/** Tracks above, log below; where there is little room the log folds to a line. */
function TracksAndLog({ run, version }: { run: LiveRun; version: number }) {
  const narrow = useNarrow();
  const [opened, setOpened] = useState(!narrow);
  useHotkeys([['l', () => setOpened((before) => !before)]]);
  const tracks = <LiveTracks run={run} version={version} />;
  return opened ? (
    <SplitPanes
      name="live log"
      label="Resize the log"
      orientation="vertical"
      side="end"
      sizePx={168}
      minPx={80}
      mainMinPx={160}
      main={tracks}
    >
      <LogPane run={run} onFold={() => setOpened(false)} />
    </SplitPanes>
  ) : (
    <div className={classes.unfolded}>
      {tracks}
      <FoldedLog run={run} onOpen={() => setOpened(true)} />
    </div>
  );
}

/** Beside the screen's link: how far the run is. */
function StepCount({ className }: { className: string | undefined }) {
  const run = useLiveRun((state) => state.run);
  if (run === undefined || run.status !== 'running' || run.step === undefined) return null;
  return (
    <small className={className} aria-hidden="true">
      {run.step.index + 1}/{run.steps.length}
      {isSearching(run) ? '+' : ''}
    </small>
  );
}

export const screen: Screen = {
  id: 'live',
  name: 'Live',
  icon: IconActivity,
  place: 'work',
  key: '4',
  Count: StepCount,
  commands: [{ id: 'stop', label: 'Stop the run', icon: IconPlayerStop, while: 'running', run: () => void stopRun() }],
  shortcuts: {
    title: 'Live and Results',
    keys: [
      { keys: 'Ctrl .', does: 'Stop the run' },
      { keys: '← →', does: 'Move the time cursor' },
      { keys: 'T', does: 'Chart or table' },
    ],
  },
  Component: LiveScreen,
};
