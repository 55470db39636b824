import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { scenarioAnswer, scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import classes from './results.module.css';

/**
 * What the scenario of a step found, in a sentence; nothing where its answer is latency and throughput, and where it
 * stands as a number above.
 */
export function AnswerLine({ step, steps }: { step: StepResult; steps: readonly StepResult[] }) {
  const { headlines, sentenceSaysMore } = scenarioNamed(step.scenario).answer;
  const isNumber = (headlines?.(step) ?? []).length > 0 && sentenceSaysMore !== true;
  const answer = isNumber ? undefined : scenarioAnswer(step.scenario, steps);
  return answer === undefined ? null : (
    <section className={classes.quality} aria-label="Answer" data-pane="" tabIndex={-1}>
      <p>
        <strong>Answer:</strong> <span className="num">{endSentence(answer)}</span>
      </p>
    </section>
  );
}
