import type { SearchEnd } from '../../../core/contract/ladderFigures.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence, formatAbsent } from '../../../core/format/absences.ts';
import { openLoopSentence } from '../../../core/format/openLoopWords.ts';
import { qualitySentence } from '../../../core/format/qualityFigures.ts';
import { scalabilitySentences } from '../../../core/format/scalabilityWords.ts';
import { searchSentences } from '../../../core/format/searchWords.ts';
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

/** What a search found and how it came to its end; nothing where there was none. */
export function SearchLine({ search }: { search: SearchEnd | undefined }) {
  if (search === undefined) return null;
  return (
    <section className={classes.quality} aria-label="Search" data-pane="" tabIndex={-1}>
      <p>
        <strong>Search:</strong> <span className="num">{searchSentences(search).join(' ')}</span>
      </p>
    </section>
  );
}
