import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { openLoopSentence } from '../../../core/format/openLoopWords.ts';
import classes from './results.module.css';

/** How well the schedule of an open loop was kept; nothing for a closed one, which has none. */
export function OpenLoopLine({ step }: { step: StepResult }) {
  const sentence = openLoopSentence(step);
  return sentence === undefined ? null : (
    <section className={classes.quality} aria-label="Schedule" data-pane="" tabIndex={-1}>
      <p>
        <strong>Schedule:</strong> <span className="num">{sentence}</span>
      </p>
    </section>
  );
}
