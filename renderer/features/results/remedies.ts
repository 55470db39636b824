import { validityChecks } from '../../../core/analysis/checks/validityChecks.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { sortChecks } from '../../widgets/sortChecks.ts';

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
