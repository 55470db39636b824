import { Autocomplete, Select, TagsInput, TextInput } from '@mantine/core';
import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { builtInTraces } from '../../../core/contract/trafficPlan.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import { targetTraits } from '../../../core/targets/targets.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { ProblemLine } from '../../widgets/messages.tsx';
import { NumberField } from '../../widgets/NumberField.tsx';
import classes from './plan.module.css';
import { problemsOfField, problemsOfObjectives, problemText } from './problemsAt.ts';

export interface FieldChoice {
  field:
    | 'durationSeconds'
    | 'warmupSeconds'
    | 'promptTokens'
    | 'outputTokens'
    | 'timeoutSeconds'
    | 'ratePerSecond'
    | 'maxInFlight';
  label: string;
  unit?: string;
  low: number;
  high: number;
  whole: boolean;
}

interface LoadFieldProps {
  choice: FieldChoice;
  load: LoadOptions;
  problems: readonly PlanProblem[];
  /** What holds while nothing is typed. */
  placeholder?: string;
}

/** One number of the load; while nothing is typed the configuration has it. */
export function LoadField({ choice, load, problems, placeholder = 'as configured' }: LoadFieldProps) {
  const { setLoad, setUnreadable } = usePlanDraft.getState();
  const [problem] = problemsOfField(problems, choice.field);
  return (
    <NumberField
      {...choice}
      value={load[choice.field]}
      placeholder={placeholder}
      onChange={(value) => setLoad(choice.field, value)}
      onUnreadable={(text) => setUnreadable(choice.field, text)}
      problem={problem === undefined ? undefined : problemText(problem)}
    />
  );
}

/** Bounds that every step's result is held against, one a tag, as the command line has them. */
export function ObjectivesField({ slos, problems }: { slos: readonly string[]; problems: readonly PlanProblem[] }) {
  const told = problemsOfObjectives(problems);
  return (
    <div className={classes.levels}>
      <TagsInput
        label="Service-level objectives"
        placeholder={slos.length === 0 ? 'none, such as ttftMs.p95<=200' : 'add'}
        splitChars={[',', ';']}
        maxTags={50}
        value={[...slos]}
        error={told.length > 0}
        data-problem={told.length === 0 ? undefined : ''}
        onChange={(texts) => usePlanDraft.getState().setObjectives(texts.map((text) => text.slice(0, 200)))}
      />
      {told.map((problem) => (
        <ProblemLine key={problem.path} {...problem} />
      ))}
    </div>
  );
}

const rate: FieldChoice = {
  field: 'ratePerSecond',
  label: 'Rate',
  unit: '/s',
  low: 0.001,
  high: 10_000_000,
  whole: false,
};
const maxInFlight: FieldChoice = { field: 'maxInFlight', label: 'Most in flight', low: 1, high: 100_000, whole: true };

/** The fields that are shown here, by their names in the request. */
export const openLoopFieldNames: string[] = [rate.field, 'arrival', maxInFlight.field];

interface OpenLoopFieldsProps {
  load: LoadOptions;
  steps: readonly PlannedStep[];
  problems: readonly PlanProblem[];
}

/** How requests come where they come on a schedule, whatever the target does. */
export function OpenLoopFields({ load, steps, problems }: OpenLoopFieldsProps) {
  const planned = steps.flatMap((step) => step.load.maxInFlight ?? step.search?.maxInFlight ?? [])[0];
  const arrivals = problemsOfField(problems, 'arrival').map(problemText);
  return (
    <>
      <LoadField choice={rate} load={load} problems={problems} placeholder="70 % of the most" />
      <TextInput
        label="Arrivals"
        placeholder="constant"
        maxLength={100}
        title="constant, poisson, or gamma:CV such as gamma:2"
        value={load.arrival ?? ''}
        error={arrivals.length === 0 ? undefined : arrivals.join(' ')}
        data-problem={arrivals.length === 0 ? undefined : ''}
        onChange={({ currentTarget }) => {
          const text = currentTarget.value;
          usePlanDraft.getState().setLoad('arrival', text === '' ? undefined : text);
        }}
      />
      <LoadField
        choice={maxInFlight}
        load={load}
        problems={problems}
        placeholder={planned === undefined ? 'as configured' : formatCount(planned)}
      />
    </>
  );
}

const endpoints = [
  { value: 'chat', label: 'chat: /v1/chat/completions' },
  { value: 'completions', label: 'completions: /v1/completions, can carry batches' },
];

const vendorFields = [
  { value: 'sent', label: 'sent where the server takes them' },
  { value: 'left out', label: 'left out: answers may end early' },
];

/** The fields that are shown here, by their names in the request. */
export const serverFieldNames: string[] = ['endpoint', 'vendorFields'];

/** How servers are asked. */
export function ServerFields({ load }: { load: LoadOptions }) {
  const { setLoad } = usePlanDraft.getState();
  return (
    <>
      <Select
        label="Endpoint"
        data={endpoints}
        placeholder="chat"
        clearable
        comboboxProps={{ width: 340 }}
        value={load.endpoint ?? null}
        onChange={(value) => setLoad('endpoint', value === 'chat' || value === 'completions' ? value : undefined)}
      />
      <Select
        label="Vendor fields"
        title="Fields that only some servers know, such as ignore_eos, which keeps every answer at its full length"
        data={vendorFields}
        placeholder="sent"
        clearable
        comboboxProps={{ width: 280 }}
        value={load.vendorFields === undefined ? null : load.vendorFields ? 'sent' : 'left out'}
        onChange={(value) => setLoad('vendorFields', value === null ? undefined : value === 'sent')}
      />
    </>
  );
}

const known = ['day', 'conversations', ...builtInTraces];

interface TrafficFieldProps {
  load: LoadOptions;
  problems: readonly PlanProblem[];
  /** What holds while nothing is typed. */
  configured: string;
}

/** Which requests the simulation of real traffic sends: a kind that is built in, or the path of a recording. */
export function TrafficField({ load, problems, configured }: TrafficFieldProps) {
  const told = problemsOfField(problems, 'traffic').map(problemText);
  return (
    <Autocomplete
      className={classes.traffic ?? ''}
      label="Traffic"
      title="One of the kinds listed, or the path of a recording"
      placeholder={configured}
      data={known}
      maxLength={4096}
      value={load.traffic ?? ''}
      error={told.length === 0 ? undefined : told.join(' ')}
      data-problem={told.length === 0 ? undefined : ''}
      // What is typed is a path, which the list would only stand in the way of.
      filter={({ options, search }) =>
        search === '' || known.includes(search)
          ? options
          : options.filter((option) => 'value' in option && option.value.startsWith(search))
      }
      onChange={(text) => usePlanDraft.getState().setLoad('traffic', text === '' ? undefined : text)}
    />
  );
}

/** What a plan has in it, by which the fields of its load are shown. */
interface PlanTraits {
  /** Requests that come on a schedule, in one of its steps or after one of its searches. */
  openLoop: boolean;
  /** Steps on servers. */
  servers: boolean;
  /** Steps of the embedded engine. */
  engine: boolean;
  /** Steps that are found while the plan runs. */
  search: boolean;
  /** Simulations of real traffic. */
  traffic: boolean;
}

/** A field with a value stays in sight whatever the plan has, so that the value can be taken out. */
export function planTraits(steps: readonly PlannedStep[], load: LoadOptions): PlanTraits {
  const isSet = (...values: unknown[]): boolean => values.some((value) => value !== undefined);
  return {
    openLoop:
      isSet(load.ratePerSecond, load.arrival, load.maxInFlight) ||
      steps.some((step) => step.load.loop === 'open' || step.search?.arrival !== undefined),
    servers:
      isSet(load.endpoint, load.vendorFields) || steps.some((step) => targetTraits(step).settings.includes('endpoint')),
    engine: isSet(load.provider) || steps.some(({ provider }) => provider !== undefined),
    search: steps.some(({ search }) => search !== undefined),
    traffic: isSet(load.traffic) || steps.some(({ scenario }) => traitsOf(scenario).playsTraffic === true),
  };
}
