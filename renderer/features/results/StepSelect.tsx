import { Select } from '@mantine/core';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { scenarioNameParts } from '../../../core/contract/scenarioName.ts';
import { navigate } from '../../state/useLocation.ts';
import { ValidityIcon } from '../../widgets/ValidityIcon.tsx';
import { groupSteps } from './groupSteps.ts';

interface StepSelectProps {
  runId: string;
  steps: readonly StepResult[];
  current: StepResult;
}

/** The steps of a run as a menu, where the window is too narrow for their list. */
export function StepSelect({ runId, steps, current }: StepSelectProps) {
  return (
    <Select
      w={300}
      aria-label="Step"
      allowDeselect={false}
      leftSection={current.skipped === undefined ? <ValidityIcon verdict={current.validity.verdict} /> : undefined}
      leftSectionWidth={28}
      data={groupSteps(steps, '').map((group) => ({
        group: `${group.subject} · ${group.scenario}`,
        items: group.steps.map((step) => ({
          value: step.id,
          label: `${step.model} · ${scenarioNameParts(step.scenario).ownName} · ${step.level.label}`,
        })),
      }))}
      value={current.id}
      onChange={(stepId) => stepId !== null && navigate({ screen: 'results', runId, stepId })}
    />
  );
}
