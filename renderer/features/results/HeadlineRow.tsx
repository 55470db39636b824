import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { Headline } from '../../widgets/Headline.tsx';
import { headlines } from './headlines.ts';
import classes from './results.module.css';

/** The step's few large numbers. */
export function HeadlineRow({ step }: { step: StepResult }) {
  return (
    <section className={classes.headlines} aria-label="Headline numbers" data-pane="" tabIndex={-1}>
      {headlines(step).map((headline) => (
        <Headline key={headline.name} {...headline} />
      ))}
    </section>
  );
}
