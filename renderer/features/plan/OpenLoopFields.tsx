import { TextInput } from '@mantine/core';
import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { type FieldChoice, LoadField } from './LoadField.tsx';
import { problemsOfField, problemText } from './problemsAt.ts';

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
