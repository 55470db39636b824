import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { scenarioAnswer } from '../../../core/format/scenarioAnswer.ts';
import classes from './results.module.css';
import { scenarioHeadlines } from './scenarios/scenarioHeadlines.ts';

/** Scenarios whose sentence says more than the large number above it. */
const saysMore: ReadonlySet<ScenarioName> = new Set(['memory/memory_profiling', 'memory/memory_scaling']);

/**
 * What the scenario of a step found, in a sentence; nothing where its answer is latency and throughput, and where it
 * stands as a number above.
 */
export function AnswerLine({ step, steps }: { step: StepResult; steps: readonly StepResult[] }) {
  const isNumber = scenarioHeadlines(step).length > 0 && !saysMore.has(step.scenario);
  const answer = isNumber ? undefined : scenarioAnswer(step.scenario, steps);
  return answer === undefined ? null : (
    <section className={classes.quality} aria-label="Answer" data-pane="" tabIndex={-1}>
      <p>
        <strong>Answer:</strong> <span className="num">{endSentence(answer)}</span>
      </p>
    </section>
  );
}
