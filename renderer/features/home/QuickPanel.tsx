import { Button, Select } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanRequest } from '../../../core/contract/planRequest.ts';
import { formatDuration, formatDurationRange } from '../../../core/format/durations.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatModelName } from '../../../core/format/targetWords.ts';
import { listed } from '../../../core/scenarios/levels.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';
import { startQuickBenchmark } from '../../commands.ts';
import { ask } from '../../state/bench.ts';
import { navigate } from '../../state/location.ts';
import {
  allModels,
  quickChoice,
  quickModels,
  quickRequest,
  quickTargets,
  useQuickChoice,
} from '../../state/plan/quickRequest.ts';
import { useFacts } from '../../state/useFacts.ts';
import { useLiveRun } from '../../state/useLiveRun.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { useRemote } from '../../state/useRemote.ts';
import { KeyHint } from '../../widgets/KeyHint.tsx';
import { ProblemLine } from '../../widgets/messages.tsx';
import { TargetSwatch } from '../../widgets/TargetSwatch.tsx';
import panels from '../../widgets/widgets.module.css';
import classes from './home.module.css';

/** The one thing to do on Home: measure something now. */
export function QuickPanel() {
  const choices = useFacts((state) => state.choices);
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

const stepText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'step' : 'steps'}`;

/** What a quick plan does, and what it takes, each in a line. */
export function describeLoad(plan: ResolvedPlan, request: PlanRequest): { what: string; cost: string } {
  const asked = scenarios
    .filter(({ name }) => request.cells.some((cell) => cell.scenario === name))
    .flatMap(({ name, inShort }) => inShort?.(plan.steps.filter(({ scenario }) => scenario === name)) ?? []);
  const inFlight = [...new Set(asked.flatMap((one) => ('inFlight' in one ? one.inFlight : [])))];
  const parts = [
    ...(inFlight.length > 0 ? [`${listed(inFlight)} in flight`] : []),
    ...asked.flatMap((one) => ('batches' in one ? [`batches of ${listed(one.batches)}`] : [])),
  ];
  const others = asked.flatMap((one) => ('does' in one ? [one.does] : []));
  const { estimate } = plan;
  const searches = plan.steps.some(({ search }) => search !== undefined);
  const requests = estimate.requests === undefined ? [] : [`about ${formatCount(estimate.requests)} requests`];
  return {
    what: [...(parts.length === 0 ? [] : [`Latency at ${parts.join(', ')}`]), ...others].join(' · ') || request.name,
    cost: (searches
      ? [formatDurationRange(estimate.lowSeconds, estimate.highSeconds), 'a search finds its steps while it runs']
      : [`About ${formatDuration(estimate.totalSeconds)}`, stepText(plan.steps.length), ...requests]
    ).join(' · '),
  };
}
