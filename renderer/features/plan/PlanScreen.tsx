import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconListCheck } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { PlanEstimate } from '../../../core/contract/plannedStep.ts';
import { formatDuration, formatDurationRange } from '../../../core/format/durations.ts';
import { startRun } from '../../commands.ts';
import { countEdits, draftFromPreset, type PlanDraft, requestFromDraft } from '../../state/plan/PlanDraft.ts';
import type { Screen } from '../../state/Screen.ts';
import { useFacts } from '../../state/useFacts.ts';
import { useLiveRun } from '../../state/useLiveRun.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { FailureMessage } from '../../widgets/messages.tsx';
import { ScreenFrame } from '../../widgets/ScreenFrame.tsx';
import { SplitPanes } from '../../widgets/SplitPanes.tsx';
import { EstimatePane, nextProblem } from './EstimatePane.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import { PlanMatrix } from './PlanMatrix.tsx';
import classes from './plan.module.css';
import { useResolvedPlan } from './useResolvedPlan.ts';

/** What to run, under which load, and what it takes; every problem is named before the start. */
export function PlanScreen() {
  const choices = useFacts((state) => state.choices);
  const failure = useFacts((state) => state.choicesFailure);
  const load = useFacts((state) => state.load);
  const draft = usePlanDraft((state) => state.draft);
  const replace = usePlanDraft((state) => state.replace);
  useEffect(() => {
    const first = choices === undefined ? undefined : (Object.keys(choices.presets)[0] ?? '');
    const preset = choices === undefined || first === undefined ? undefined : draftFromPreset(choices, first);
    if (draft === undefined && preset !== undefined) {
      replace(preset);
    }
  }, [choices, draft, replace]);
  if (choices === undefined || draft === undefined) {
    return (
      <ScreenFrame title="Plan">
        {failure === undefined ? null : <FailureMessage failure={failure} onRetry={() => void load()} />}
      </ScreenFrame>
    );
  }
  return <PlanEditor choices={choices} draft={draft} />;
}

function PlanEditor({ choices, draft }: { choices: PlanChoices; draft: PlanDraft }) {
  const running = useLiveRun((state) => state.run?.status === 'running');
  const request = useMemo(() => requestFromDraft(draft), [draft]);
  const { plan, failure, current } = useResolvedPlan(request);
  const preset = draft.preset === undefined ? undefined : draftFromPreset(choices, draft.preset);
  const edits = preset === undefined ? 0 : countEdits(draft, preset);
  const problems = plan?.problems ?? [];
  const stopped =
    running ||
    request === undefined ||
    failure !== undefined ||
    Object.keys(draft.unreadable).length > 0 ||
    !current ||
    problems.some((problem) => problem.severity === 'error');

  const [asked, setAsked] = useState<PlanEstimate | undefined>(undefined);
  const begin = (): void => {
    setAsked(undefined);
    if (!stopped && request !== undefined) {
      void startRun(request);
    }
  };
  const start = (): void => {
    if (!stopped && plan !== undefined && needsConfirmation(plan.estimate)) {
      setAsked(plan.estimate);
    } else {
      begin();
    }
  };
  useHotkeys(
    [
      ['mod+Enter', start],
      ['F8', () => nextProblem()?.focus()],
    ],
    [],
  );

  return (
    <ScreenFrame title="Plan" subtitle={`${draft.name}${edits > 0 ? ' · changed' : ''}`}>
      <SplitPanes
        name="plan"
        label="Resize the estimate"
        side="end"
        sizePx={328}
        minPx={220}
        main={
          <div className={classes.plan}>
            <PresetBar choices={choices} preset={draft.preset} edits={edits} />
            <PlanMatrix choices={choices} draft={draft} plan={plan} />
            <LoadPanel choices={choices} draft={draft} steps={plan?.steps ?? []} problems={problems} />
          </div>
        }
      >
        <EstimatePane
          draft={draft}
          plan={plan}
          failure={failure}
          current={current}
          running={running}
          stopped={stopped}
          onStart={start}
        />
      </SplitPanes>
      <StartConfirmation estimate={asked} onStart={begin} onClose={() => setAsked(undefined)} />
    </ScreenFrame>
  );
}

interface PresetBarProps {
  choices: PlanChoices;
  preset: string | undefined;
  edits: number;
}

/** The plan to begin from, and how far one has moved away from it. */
function PresetBar({ choices, preset, edits }: PresetBarProps) {
  const replace = usePlanDraft((state) => state.replace);
  const take = (key: string): void => {
    const draft = draftFromPreset(choices, key);
    if (draft !== undefined) {
      replace(draft);
    }
  };
  const description = preset === undefined ? undefined : choices.presets[preset]?.description;
  return (
    <div className={classes.presets}>
      <SegmentedControl
        aria-label="Preset"
        data={Object.entries(choices.presets).map(([value, { name }]) => ({ value, label: name }))}
        value={preset ?? ''}
        onChange={take}
      />
      {edits > 0 && preset !== undefined ? (
        <p>
          changed from preset · {edits} {edits === 1 ? 'edit' : 'edits'} ·{' '}
          <button type="button" className="link" onClick={() => take(preset)}>
            Undo all
          </button>
        </p>
      ) : (
        <p>{description}</p>
      )}
    </div>
  );
}

/** A run that takes longer than this is asked about before it starts. */
const longestUnaskedSeconds = 3600;

export function needsConfirmation({ totalSeconds }: Pick<PlanEstimate, 'totalSeconds'>): boolean {
  return totalSeconds > longestUnaskedSeconds;
}

interface StartConfirmationProps {
  /** Undefined: nothing is asked. */
  estimate: PlanEstimate | undefined;
  onStart: () => void;
  onClose: () => void;
}

/** Asks before hours are spent: how long it takes, and between which bounds. */
function StartConfirmation({ estimate, onStart, onClose }: StartConfirmationProps) {
  return (
    <Modal
      opened={estimate !== undefined}
      onClose={onClose}
      title={estimate === undefined ? '' : `This takes about ${formatDuration(estimate.totalSeconds)}`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {estimate === undefined ? null : (
        <>
          <p className="num">
            {formatDurationRange(estimate.lowSeconds, estimate.highSeconds)}. It can be stopped at any time: what was
            measured by then is kept.
          </p>
          <div className={classes.confirmation}>
            <Button onClick={onClose}>Not now</Button>
            <Button variant="filled" data-autofocus onClick={onStart}>
              Start
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}

export const screen: Screen = {
  id: 'plan',
  name: 'Plan',
  icon: IconListCheck,
  place: 'work',
  key: '3',
  shortcuts: {
    title: 'Home and Plan',
    keys: [
      { keys: 'Space', does: 'Tick a cell of the plan' },
      { keys: 'F8', does: 'Next problem of the plan' },
    ],
  },
  Component: PlanScreen,
};
