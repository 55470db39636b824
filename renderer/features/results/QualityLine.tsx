import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatAbsent } from '../../../core/format/formatAbsent.ts';
import { qualitySentence } from '../../../core/format/qualityFigures.ts';
import classes from './results.module.css';

/** How far the outputs agree with the reference, or why that is not known; nothing where nothing was held against any. */
export function QualityLine({ quality }: { quality: StepResult['quality'] }) {
  if (quality === undefined) return null;
  return (
    <section className={classes.quality} aria-label="Quality" data-pane="" tabIndex={-1}>
      {'samples' in quality && typeof quality.samples === 'number' ? (
        <p>
          <strong>Quality against {quality.reference}:</strong> <span className="num">{qualitySentence(quality)}</span>
        </p>
      ) : (
        <p>
          <strong>Quality:</strong> {formatAbsent('measured', String(quality.absent))}
        </p>
      )}
    </section>
  );
}
