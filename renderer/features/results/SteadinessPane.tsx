import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { steadinessDefinitions } from '../../../core/format/steadinessDefinitions.ts';
import { steadinessLines } from '../../../core/format/steadinessLines.ts';
import { Pane } from '../../widgets/Pane.tsx';
import classes from './results.module.css';

/** Stability and drift of the step, or why it has none, and what the words mean; nothing where its result has neither. */
export function SteadinessPane({ step }: { step: StepResult }) {
  const lines = steadinessLines(step);
  if (lines.length === 0) return null;
  return (
    <Pane title="Steadiness">
      <dl className={classes.steadiness}>
        {lines.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <details className={classes.meanings}>
        <summary>What these words mean</summary>
        <dl>
          {steadinessDefinitions.map(({ term, meaning }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Pane>
  );
}
