import { IconCircleCheck, IconCircleMinus, IconSquareX, type TablerIcon } from '@tabler/icons-react';
import { validityChecks } from '../../../core/analysis/checks/validityChecks.ts';
import { isSynthetic } from '../../../core/analysis/isSynthetic.ts';
import {
  type ObjectiveVerdict,
  objectiveSentences,
  objectiveWords,
} from '../../../core/analysis/slo/objectiveWords.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { steadinessDefinitions, steadinessLines } from '../../../core/format/steadinessWords.ts';
import { RawText } from '../../widgets/messages.tsx';
import { Pane, ScrollRegion } from '../../widgets/Pane.tsx';
import { CheckRow, countChecks, sortChecks } from '../../widgets/Validity.tsx';
import widgets from '../../widgets/widgets.module.css';
import classes from './results.module.css';

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

const looks: Record<ObjectiveVerdict, { icon: TablerIcon; tone: string | undefined }> = {
  met: { icon: IconCircleCheck, tone: widgets.toneValid },
  missed: { icon: IconSquareX, tone: widgets.toneInvalid },
  'not measured': { icon: IconCircleMinus, tone: widgets.toneText2 },
};

/** Which service-level objectives the step met, its goodput, and the highest level that met them; nothing without any. */
function ObjectivesPane({ step }: { step: StepResult }) {
  const { slo = [] } = step;
  if (slo.length === 0) return null;
  const met = slo.filter((result) => result.met === true).length;
  const isMarked = slo.some(({ belowFloor }) => belowFloor === true);
  return (
    <Pane title="Service-level objectives" note={`${met} of ${slo.length} met`}>
      <ul className={widgets.checks}>
        {slo.map(objectiveWords).map(({ objective, value, verdict }) => {
          const { icon: Icon, tone } = looks[verdict];
          return (
            <li key={objective} className={classes.objective}>
              <Icon size={14} stroke={1.75} role="img" aria-label={verdict} className={tone} />
              <p>
                <strong>{objective}</strong> <span className="num">{value}</span>
              </p>
            </li>
          );
        })}
      </ul>
      {objectiveSentences(step).map((sentence) => (
        <p key={sentence} className={`${classes.objectiveNote} num`}>
          {sentence}.
        </p>
      ))}
      {isMarked ? <p className={classes.objectiveNote}>† below its sample floor: not to be quoted.</p> : null}
    </Pane>
  );
}

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

export interface Advice {
  title: string;
  reason: string;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What to do about a step: the run's recommendations that rest on it, then the remedy of each check that found something. */
export function remedies(step: StepResult, document: ResultDocument): Advice[] {
  const recommended = document.recommendations.filter((one) => restsOn(one, step.id)).map(recommendation);
  const found = sortChecks(step.validity.checks).filter((check) => check.status === 'fail' || check.status === 'warn');
  const fromChecks = found.flatMap((check): Advice[] => {
    const known = validityChecks.find((one) => one.id === check.id);
    return known === undefined
      ? []
      : [{ title: known.remedy, reason: `${sentence(known.complaint)} (${check.detail}).` }];
  });
  const { failure } = step;
  return [
    ...(failure === undefined ? [] : [{ title: failure.remedy, reason: failure.reason }]),
    ...recommended,
    ...fromChecks,
  ];
}

function restsOn(one: ResultDocument['recommendations'][number], stepId: string): boolean {
  return (
    Array.isArray(one.evidence) &&
    one.evidence.some(
      (item: unknown) => typeof item === 'object' && item !== null && 'step' in item && item.step === stepId,
    )
  );
}

function recommendation(one: ResultDocument['recommendations'][number]): Advice {
  return { title: one.title, reason: typeof one.action === 'string' ? one.action : '' };
}
