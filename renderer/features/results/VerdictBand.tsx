import { verdictSentence } from '../../../core/analysis/verdictSentence.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { describeStepLoad } from '../../widgets/describeStepLoad.ts';
import { validityWords } from '../../widgets/Validity.tsx';
import classes from './results.module.css';

/** The first thing to read: can the numbers be trusted, and why; beside it what was done. */
export function VerdictBand({ step }: { step: StepResult }) {
  const { verdict } = step.validity;
  const { icon: Icon } = validityWords[verdict];
  const sentence = verdictSentence(step);
  const { load } = step;
  const tokens =
    load.promptTokens === undefined || load.outputTokens === undefined
      ? []
      : [`${formatCount(load.promptTokens)} tokens in, ${formatCount(load.outputTokens)} out`];
  const measured = `${formatDuration(load.durationSeconds)} after ${formatDuration(load.warmupSeconds)} of warm-up`;
  return (
    <section className={classes.verdict} aria-label="Verdict" data-pane="" tabIndex={-1}>
      <span className={classes.verdictIcon} data-verdict={verdict}>
        <Icon size={20} stroke={1.75} aria-hidden="true" />
      </span>
      <div className={classes.verdictText}>
        <h2>
          <span style={{ color: `var(--${verdict})` }}>{sentence.word}:</span> {sentence.reason}
        </h2>
        <p>{sentence.explanation ?? 'Every check that applies passes: the numbers hold as they stand.'}</p>
      </div>
      <div className={classes.measuredHow}>
        <p>What was measured</p>
        <p>
          <strong title={`${step.target} · ${step.model}`}>
            {step.target} · {step.model}
          </strong>
        </p>
        <p>{describeStepLoad(load)}</p>
        <p className="num">{[...tokens, measured].join(' · ')}</p>
      </div>
    </section>
  );
}
