import { isSynthetic } from '../../../core/analysis/isSynthetic.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { CheckRow } from '../../widgets/CheckRow.tsx';
import { Pane } from '../../widgets/Pane.tsx';
import { RawText } from '../../widgets/RawText.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { countChecks, sortChecks } from '../../widgets/sortChecks.ts';
import widgets from '../../widgets/widgets.module.css';
import { ObjectivesPane } from './ObjectivesPane.tsx';
import { remedies } from './remedies.ts';
import classes from './results.module.css';
import { SteadinessPane } from './SteadinessPane.tsx';

/** Every check of the step, and what to do about what they found. */
export function ResultsSide({ document, step }: { document: ResultDocument; step: StepResult }) {
  const { checks } = step.validity;
  const advice = remedies(step, document);
  return (
    <ScrollRegion label="Checks and what to do">
      <ObjectivesPane step={step} />
      <Pane title="Checks" note={checks.length === 0 ? 'none ran' : countChecks(checks)}>
        {checks.length === 0 ? (
          <p className="text3">not checked: {step.failure?.reason ?? 'nothing was measured'}</p>
        ) : (
          <ul className={widgets.checks}>
            {sortChecks(checks).map((check) => (
              <CheckRow key={check.id} check={check} />
            ))}
          </ul>
        )}
      </Pane>
      <SteadinessPane step={step} />
      {advice.length === 0 ? null : (
        <Pane title="What to do">
          <ul className={classes.advice}>
            {advice.map((item) => (
              <li key={item.title}>
                <h3>{item.title}</h3>
                <p>{item.reason}</p>
              </li>
            ))}
          </ul>
        </Pane>
      )}
      {step.outputSample === undefined ? null : (
        <Pane title="Sample of the output">
          <RawText label="Sample of the output, text" text={step.outputSample} />
          {isSynthetic(step, document.run.fingerprint) ? (
            <p className="text3">synthetic weights: the text means nothing</p>
          ) : null}
        </Pane>
      )}
    </ScrollRegion>
  );
}
