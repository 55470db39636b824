import { Button, Select } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import { formatModelName } from '../../../core/format/formatModelName.ts';
import { startQuickBenchmark } from '../../frame/commands.ts';
import { ask } from '../../state/bench.ts';
import { allModels, quickModels, quickRequest, quickTargets } from '../../state/plan/quickRequest.ts';
import { useChoices } from '../../state/servers/useChoices.ts';
import { useFacts } from '../../state/useFacts.ts';
import { useLiveRun } from '../../state/useLiveRun.ts';
import { navigate } from '../../state/useLocation.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { quickChoice, useQuickChoice } from '../../state/useQuickChoice.ts';
import { useRemote } from '../../state/useRemote.ts';
import { KeyHint } from '../../widgets/KeyHint.tsx';
import { ProblemLine } from '../../widgets/ProblemLine.tsx';
import { TargetSwatch } from '../../widgets/TargetSwatch.tsx';
import panels from '../../widgets/widgets.module.css';
import { describeLoad } from './describeLoad.ts';
import classes from './home.module.css';

/** The one thing to do on Home: measure something now. */
export function QuickPanel() {
  const choices = useChoices();
  const failure = useFacts((state) => state.choicesFailure);
  if (choices === undefined) {
    return (
      <section className={`${panels.panel} ${classes.quick}`} aria-label="Quick benchmark" data-pane="" tabIndex={-1}>
        {failure === undefined ? null : (
          <ProblemLine severity="error" message={failure.reason} remedy={failure.remedy} />
        )}
      </section>
    );
  }
  return <QuickForm choices={choices} />;
}

function QuickForm({ choices }: { choices: PlanChoices }) {
  const chosen = useQuickChoice((state) => state.chosen);
  const choose = useQuickChoice((state) => state.choose);
  const running = useLiveRun((state) => state.run?.status === 'running');
  const starting = useLiveRun((state) => state.starting);
  const choice = quickChoice(choices, chosen);
  const { target, model } = choice;
  const request = useMemo(() => quickRequest(choices, { target, model }), [choices, target, model]);
  const models = quickModels(choices, target);
  const nameOf = (id: string): string => {
    const configuration = choices.models[id];
    return configuration === undefined ? id : formatModelName(configuration);
  };
  const able = choices.targets.find((one) => one.name === target)?.models ?? [];

  const start = (): void => {
    if (!running && !starting) {
      void startQuickBenchmark();
    }
  };
  useHotkeys([['mod+Enter', start]], []);

  return (
    <section className={`${panels.panel} ${classes.quick}`} aria-label="Quick benchmark" data-pane="" tabIndex={-1}>
      <Select
        label="Target"
        w={target.includes('=') ? 264 : 176}
        allowDeselect={false}
        data={quickTargets(choices)}
        leftSection={<TargetSwatch target={target} />}
        leftSectionWidth={28}
        value={target}
        onChange={(value) => value !== null && choose({ target: value, model: allModels })}
      />
      <Select
        label="Model"
        w={200}
        allowDeselect={false}
        data={[
          ...(models.length > 1 ? [{ value: allModels, label: models.map(nameOf).join(' and ') }] : []),
          ...able.map((id) => ({ value: id, label: nameOf(id) })),
        ]}
        value={models.length <= 1 && model === allModels ? (models[0] ?? null) : model}
        onChange={(value) => value !== null && choose({ target, model: value })}
      />
      <QuickText request={request} />
      <Button
        size="lg"
        onClick={() => {
          if (request !== undefined) {
            usePlanDraft.getState().open(request, 'quick');
          }
          navigate({ screen: 'plan' });
        }}
      >
        Adjust in Plan
      </Button>
      <Button
        size="lg"
        variant="filled"
        leftSection={<IconPlayerPlay size={16} stroke={1.75} aria-hidden="true" />}
        rightSection={<KeyHint keys="Ctrl Enter" onAccent />}
        aria-disabled={running || starting}
        aria-description={running ? 'A run is going on' : undefined}
        onClick={start}
      >
        Quick benchmark
      </Button>
    </section>
  );
}

function QuickText({ request }: { request: ReturnType<typeof quickRequest> }) {
  const resolve = useCallback(
    async () =>
      request === undefined
        ? {
            ok: false as const,
            failure: { reason: 'No quick plan fits this target.', remedy: 'Choose what to run on Plan.' },
          }
        : ask(window.bench.resolvePlan(request)),
    [request],
  );
  const { remote } = useRemote(resolve);
  if (remote.status === 'failed') {
    return (
      <div className={classes.quickText}>
        <ProblemLine severity="warning" message={remote.failure.reason} remedy={remote.failure.remedy} />
      </div>
    );
  }
  const text = remote.status === 'ready' && request !== undefined ? describeLoad(remote.value, request) : undefined;
  return (
    <div className={classes.quickText}>
      <p>{text?.what ?? '\u00a0'}</p>
      <p className="num">{text?.cost ?? '\u00a0'}</p>
    </div>
  );
}
