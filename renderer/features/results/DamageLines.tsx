import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { ProblemLine } from '../../widgets/ProblemLine.tsx';
import classes from './results.module.css';

/** What of the stored run is not as it was stored, and what is shown instead; nothing where all is. */
export function DamageLines({ run }: Pick<ResultDocument, 'run'>) {
  if (run.damage === undefined) return null;
  return (
    <section className={classes.damage} aria-label="Damage of the stored run">
      {run.damage.map((sentence) => (
        <ProblemLine key={sentence} severity="warning" message={sentence} />
      ))}
    </section>
  );
}
