import { useHotkeys } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { PlanEstimate } from '../../../core/contract/plannedStep.ts';
import { startRun } from '../../frame/commands.ts';
import { ScreenFrame } from '../../frame/ScreenFrame.tsx';
import { countEdits, draftFromPreset, type PlanDraft, requestFromDraft } from '../../state/plan/PlanDraft.ts';
import { useChoices } from '../../state/servers/useChoices.ts';
import { useFacts } from '../../state/useFacts.ts';
import { useLiveRun } from '../../state/useLiveRun.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { FailureMessage } from '../../widgets/FailureMessage.tsx';
import { SplitPanes } from '../../widgets/SplitPanes.tsx';
import { EstimatePane } from './EstimatePane.tsx';
import { LoadPanel } from './LoadPanel.tsx';
import { nextProblem } from './nextProblem.ts';
import { PlanMatrix } from './PlanMatrix.tsx';
import { PresetBar } from './PresetBar.tsx';
import classes from './plan.module.css';
import { needsConfirmation, StartConfirmation } from './StartConfirmation.tsx';
import { useResolvedPlan } from './useResolvedPlan.ts';

/** What to run, under which load, and what it takes; every problem is named before the start. */
export function PlanScreen() {
  const choices = useChoices();
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
