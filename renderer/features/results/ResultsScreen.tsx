import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChartHistogram } from '@tabler/icons-react';
import { useCallback, useEffect, useRef } from 'react';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatDate } from '../../../core/format/dates.ts';
import { ask } from '../../state/bench.ts';
import { type Location, navigate } from '../../state/location.ts';
import type { Screen } from '../../state/Screen.ts';
import { useLiveRun } from '../../state/useLiveRun.ts';
import { useRemote } from '../../state/useRemote.ts';
import { useDelayed, useNarrow } from '../../widgets/media.ts';
import { FailureMessage, StateMessage } from '../../widgets/messages.tsx';
import { notifyFailure, notifySaved } from '../../widgets/notify.tsx';
import { Skeleton } from '../../widgets/Pane.tsx';
import { localZone } from '../../widgets/RunsTable.tsx';
import { ScreenFrame } from '../../widgets/ScreenFrame.tsx';
import { SplitPanes } from '../../widgets/SplitPanes.tsx';
import classes from './results.module.css';
import { StepList, StepSelect } from './StepList.tsx';
import { StepView } from './StepView.tsx';

/** What a run measured, step by step; without a run named, the newest one. */
export function ResultsScreen({ runId, stepId }: Omit<Location, 'screen'>) {
  const wanted = runId ?? 'latest';
  // A run that goes on gains results with every step.
  const finished = useLiveRun((state) =>
    state.run !== undefined && (runId === undefined || state.run.runId === runId) ? state.run.finishedSteps : 0,
  );
  const load = useCallback(() => ask(window.bench.showRun(wanted)), [wanted]);
  const { remote, reload } = useRemote(load);
  const shown = useRef(finished);
  useEffect(() => {
    if (shown.current !== finished) {
      shown.current = finished;
      reload();
    }
  }, [finished, reload]);
  if (remote.status === 'loading') {
    return (
      <ScreenFrame title="Results">
        <ResultsSkeleton />
      </ScreenFrame>
    );
  }
  if (remote.status === 'failed') {
    return (
      <ScreenFrame title="Results">
        <FailureMessage failure={remote.failure} onRetry={reload} />
      </ScreenFrame>
    );
  }
  const document = remote.value;
  return document === null ? <NoRun named={runId} /> : <RunResults document={document} stepId={stepId} />;
}

function NoRun({ named }: { named: string | undefined }) {
  return (
    <ScreenFrame title="Results">
      <StateMessage
        icon={IconChartHistogram}
        title={named === undefined ? 'No results yet' : 'This run is not stored'}
        actions={
          <Button variant="filled" onClick={() => navigate({ screen: named === undefined ? 'home' : 'history' })}>
            {named === undefined ? 'Go to Quick benchmark' : 'Open History'}
          </Button>
        }
      >
        {named === undefined
          ? 'Results show whether a number can be trusted, how latency is distributed, and how it grows with the load.'
          : 'It may have been deleted, or it belongs to another data directory.'}
      </StateMessage>
    </ScreenFrame>
  );
}

function RunResults({ document, stepId }: { document: ResultDocument; stepId: string | undefined }) {
  const { run, steps } = document;
  const step = steps.find((one) => one.id === stepId) ?? steps[0];
  const narrow = useNarrow();
  const exporting = (format: 'html' | 'pdf') => () => void exportRun(run.id, format);
  useHotkeys([['e', exporting('html')]]);
  const running = useLiveRun((live) => live.run?.status === 'running' && live.run.runId === run.id);
  const state = running ? 'running' : run.status;
  const status = state === 'completed' ? '' : ` · ${state}, ${steps.length} of ${run.plan.steps.length} steps`;
  return (
    <ScreenFrame
      title="Results"
      subtitle={`Run ${run.number} · ${formatDate(Date.parse(run.startedAt), localZone)} · ${run.name}${status}`}
      actions={
        step === undefined ? undefined : (
          <>
            {narrow ? <StepSelect runId={run.id} steps={steps} current={step} /> : null}
            <Button size="sm" onClick={exporting('html')}>
              Export HTML
            </Button>
            <Button size="sm" onClick={exporting('pdf')}>
              Export PDF
            </Button>
          </>
        )
      }
    >
      {step === undefined ? (
        <StateMessage icon={IconChartHistogram} title="No step of this run finished">
          {run.damage?.join(' ') ?? run.reason ?? 'The run ended before its first step had a result.'}
        </StateMessage>
      ) : narrow ? (
        <StepView key={step.id} document={document} step={step} />
      ) : (
        <SplitPanes
          name="results steps"
          label="Resize the list of steps"
          side="start"
          sizePx={224}
          minPx={160}
          main={<StepView key={step.id} document={document} step={step} />}
        >
          <StepList runId={run.id} steps={steps} current={step.id} />
        </SplitPanes>
      )}
    </ScreenFrame>
  );
}

const numbers = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The geometry of the results while they are being read. */
function ResultsSkeleton() {
  const shown = useDelayed(true);
  return shown ? (
    <div className={classes.skeleton} role="status" aria-label="Reading the run">
      <div className={classes.skeletonSide}>
        {numbers.map((key) => (
          <Skeleton key={key} widthPx={160} />
        ))}
      </div>
      <div className={classes.skeletonMain}>
        <Skeleton widthPx={360} heightPx={12} />
        <div className={classes.headlines}>
          {numbers.map((key) => (
            <Skeleton key={key} widthPx={96} heightPx={24} />
          ))}
        </div>
      </div>
    </div>
  ) : null;
}

/** Writes a run's report where the user says, and tells where it is. */
async function exportRun(runId: string, format: 'html' | 'pdf'): Promise<void> {
  const answer = await (format === 'html' ? ask(window.bench.exportHtml(runId)) : ask(window.bench.exportPdf(runId)));
  if (!answer.ok) {
    notifyFailure(answer.failure);
  } else if (answer.value.saved) {
    const { path } = answer.value;
    notifySaved(path, async () => {
      const shown = await ask(window.bench.showInFolder(path));
      if (!shown.ok) {
        notifyFailure(shown.failure);
      }
    });
  }
}

export const screen: Screen = {
  id: 'results',
  name: 'Results',
  icon: IconChartHistogram,
  place: 'work',
  key: '5',
  shortcuts: {
    title: 'Live and Results',
    keys: [
      { keys: '↑ ↓', does: 'Step before or after' },
      { keys: 'E', does: 'Export HTML' },
    ],
  },
  Component: ResultsScreen,
};
