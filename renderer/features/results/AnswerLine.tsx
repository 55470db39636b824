import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { scenarioAnswer } from '../../../core/format/scenarioAnswer.ts';
import classes from './results.module.css';

/** What the scenario of a step found, in a sentence; nothing where its answer is latency and throughput. */
export function AnswerLine({ step, steps }: { step: StepResult; steps: readonly StepResult[] }) {
  const answer = scenarioAnswer(step.scenario, steps);
  return answer === undefined ? null : (
    <section className={classes.quality} aria-label="Answer" data-pane="" tabIndex={-1}>
      <p>
        <strong>Answer:</strong> <span className="num">{endSentence(answer)}</span>
      </p>
    </section>
  );
}
