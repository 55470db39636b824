import { IconPlayerSkipForward } from '@tabler/icons-react';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { StateMessage } from '../../widgets/StateMessage.tsx';
import { AnswerLine } from './AnswerLine.tsx';

import { answerChartsOf } from './answers/answerCharts.ts';
import { DamageLines } from './DamageLines.tsx';

import classes from './results.module.css';
import { stepsOfCell } from './stepsOfCell.ts';

interface SkippedStepProps {
  document: ResultDocument;
  step: StepResult;
  reason: string;
}

/** A step that was planned and not tried, and why: nothing went wrong, and there is nothing to judge. */
export function SkippedStep({ document, step, reason }: SkippedStepProps) {
  const steps = stepsOfCell(document.steps, step);
  const Chart = answerChartsOf(step)?.answer;
  return (
    <div className={classes.view}>
      <StateMessage icon={IconPlayerSkipForward} title={`Not tried: ${step.level.label}`}>
        {endSentence(reason)}
      </StateMessage>
      <DamageLines run={document.run} />
      <AnswerLine step={step} steps={steps} />
      {Chart === undefined ? null : <Chart step={step} steps={steps} />}
    </div>
  );
}
