import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { scalabilitySentences } from '../../../core/format/scalabilityWords.ts';
import classes from './results.module.css';

/** By which law throughput grows with requests in flight, or why none was fitted; nothing where the step is no level. */
export function ScalabilityLine({ scalability }: { scalability: StepResult['scalability'] }) {
  if (scalability === undefined) return null;
  return (
    <section className={classes.quality} aria-label="Scalability" data-pane="" tabIndex={-1}>
      <p>
        <strong>Scalability:</strong> <span className="num">{scalabilitySentences(scalability).join(' ')}</span>
      </p>
    </section>
  );
}
