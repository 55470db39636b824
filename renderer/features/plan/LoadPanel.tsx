import { Select, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { type ProviderChoice, providerChoice } from '../../../core/contract/executionProvider.ts';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import { defaultTraffic } from '../../../core/contract/trafficPlan.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import type { PlanDraft } from '../../state/plan/PlanDraft.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { ProblemLine } from '../../widgets/messages.tsx';
import { NumberField, parseLevels } from '../../widgets/NumberField.tsx';
import { Panel } from '../../widgets/Pane.tsx';
import {
  type FieldChoice,
  LoadField,
  ObjectivesField,
  OpenLoopFields,
  openLoopFieldNames,
  planTraits,
  ServerFields,
  serverFieldNames,
  TrafficField,
} from './LoadFields.tsx';
import classes from './plan.module.css';
import { problemsOfField, problemText } from './problemsAt.ts';

interface LoadPanelProps {
  choices: PlanChoices;
  draft: PlanDraft;
  /** Of the plan as it stands. */
  steps: readonly PlannedStep[];
  problems: readonly PlanProblem[];
}

const times: FieldChoice[] = [
  { field: 'durationSeconds', label: 'Measured, per step', unit: 's', low: 0.1, high: 604_800, whole: false },
  { field: 'warmupSeconds', label: 'Warm-up', unit: 's', low: 0, high: 86_400, whole: false },
  { field: 'timeoutSeconds', label: 'Time-out', unit: 's', low: 0.1, high: 86_400, whole: false },
];

const tokens: FieldChoice[] = [
  { field: 'promptTokens', label: 'Prompt tokens', low: 1, high: 1_000_000, whole: true },
  { field: 'outputTokens', label: 'Output tokens', low: 1, high: 1_000_000, whole: true },
];

/** What the embedded engine runs models on. */
const providers: { value: ProviderChoice; label: string }[] = [
  { value: 'auto', label: 'auto: the first of the others that works here' },
  { value: 'cpu', label: 'cpu: the processor' },
  { value: 'cuda', label: 'cuda: an NVIDIA GPU' },
  { value: 'tensorrt', label: 'tensorrt: an NVIDIA GPU, compiled for it at load' },
  { value: 'webgpu', label: 'webgpu: any GPU with a Vulkan, Metal or Direct3D driver' },
];

/** The fields that are shown here, by their names in the request. */
export const shownFields: string[] = [
  'concurrency',
  'batch',
  'provider',
  'traffic',
  ...[...times, ...tokens].map((choice) => choice.field),
  ...openLoopFieldNames,
  ...serverFieldNames,
];

/** Under which load: levels, times, prompts and the seed of every schedule. */
export function LoadPanel({ choices, draft, steps, problems }: LoadPanelProps) {
  const { setSeed, setUnreadable } = usePlanDraft.getState();
  const traits = planTraits(steps, draft.load);
  const limits = steps.flatMap(({ search }) => search?.maximumConcurrency ?? []);
  const most = draft.load.concurrency === undefined || limits.length === 0 ? undefined : Math.max(...limits);
  const configured = (of: (configuration: PlanChoices['scenarios'][number]['configuration']) => number[] | undefined) =>
    [...new Set(choices.scenarios.flatMap((scenario) => of(scenario.configuration) ?? []))].sort((a, b) => a - b);
  return (
    <Panel title="Load">
      <div className={classes.load}>
        <div>
          <Levels
            field="concurrency"
            label="Concurrency levels"
            levels={draft.load.concurrency}
            configured={configured((configuration) => configuration.concurrency_levels)}
            problems={problems}
            {...(most === undefined
              ? {}
              : { hint: `A search tries at most ${formatCount(most)} in flight, the highest of these.` })}
          />
          <Levels
            field="batch"
            label="Batch sizes"
            levels={draft.load.batch}
            configured={configured((configuration) => configuration.batch_sizes)}
            problems={problems}
          />
          <ObjectivesField slos={draft.slos} problems={problems} />
        </div>
        <div className={classes.fields}>
          {traits.engine ? (
            <Select
              label="Provider"
              data={providers}
              placeholder="as configured"
              clearable
              comboboxProps={{ width: 320 }}
              value={draft.load.provider ?? null}
              onChange={(value) => {
                const chosen = providerChoice.safeParse(value);
                usePlanDraft.getState().setLoad('provider', chosen.success ? chosen.data : undefined);
              }}
              error={problemsOfField(problems, 'provider').map(problemText).join(' ')}
            />
          ) : null}
          {[...times, ...tokens].map((choice) => (
            <LoadField key={choice.field} choice={choice} load={draft.load} problems={problems} />
          ))}
          <NumberField
            label="Seed"
            value={draft.seed}
            low={0}
            high={0xffff_ffff}
            whole
            onChange={(value) => value !== undefined && setSeed(value)}
            onUnreadable={(problem) => setUnreadable('seed', problem)}
          />
          {traits.openLoop ? <OpenLoopFields load={draft.load} steps={steps} problems={problems} /> : null}
          {traits.traffic ? (
            <TrafficField load={draft.load} problems={problems} configured={configuredTraffic(choices)} />
          ) : null}
          {traits.servers ? <ServerFields load={draft.load} /> : null}
        </div>
      </div>
    </Panel>
  );
}

/** What the configuration has the simulation of real traffic send. */
function configuredTraffic({ scenarios }: PlanChoices): string {
  const simulation = scenarios.find(({ name }) => traitsOf(name).playsTraffic === true);
  return simulation?.configuration.traffic ?? defaultTraffic;
}

interface LevelsProps {
  field: 'concurrency' | 'batch';
  label: string;
  levels: readonly number[] | undefined;
  configured: readonly number[];
  problems: readonly PlanProblem[];
  /** What else the levels decide. */
  hint?: string;
}

function Levels({ field, label, levels, configured, problems, hint }: LevelsProps) {
  const { setLoad, setUnreadable } = usePlanDraft.getState();
  const [unreadable, setText] = useState<string | undefined>(undefined);
  const told = problemsOfField(problems, field);
  const change = (texts: string[]): void => {
    const parsed = parseLevels(texts);
    const problem = 'problem' in parsed ? parsed.problem : undefined;
    setText(problem);
    setUnreadable(field, undefined);
    if ('value' in parsed) {
      setLoad(field, parsed.value);
    }
  };
  return (
    <div className={classes.levels}>
      <TagsInput
        label={label}
        placeholder={levels === undefined ? `as configured: ${configured.join(', ')}` : 'add'}
        splitChars={[',', ' ', ';']}
        value={(levels ?? []).map(String)}
        error={told.some((problem) => problem.severity === 'error')}
        data-problem={told.length === 0 ? undefined : ''}
        onChange={change}
      />
      {hint === undefined ? null : <p className={`${classes.hint} num`}>{hint}</p>}
      {unreadable === undefined ? null : <ProblemLine severity="warning" message={unreadable} />}
      {told.map((problem) => (
        <ProblemLine key={problem.message} {...problem} />
      ))}
    </div>
  );
}
