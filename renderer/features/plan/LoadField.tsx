import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { NumberField } from '../../widgets/NumberField.tsx';
import { problemsOfField, problemText } from './problemsAt.ts';

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
