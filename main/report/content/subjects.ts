import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { shortName } from '../displayText.ts';

/** What a report is about: one model on one target, with its steps in the order in which they ran. */
export interface Subject {
  target: string;
  model: string;
  /** Shortest name that tells it from the others of this run. */
  name: string;
  /** Place in the order of first appearance: its colour, dash and marker everywhere in the report. */
  index: number;
  steps: StepResult[];
}

/** The subjects of a run in the order of their first steps. */
export function subjects(document: ResultDocument): Subject[] {
  const found = new Map<string, Subject>();
  for (const step of document.steps) {
    const key = JSON.stringify([step.target, step.model]);
    const subject = found.get(key);
    if (subject) subject.steps.push(step);
    else found.set(key, { target: step.target, model: step.model, name: '', index: found.size, steps: [step] });
  }
  const list = [...found.values()];
  const targets = new Set(list.map(({ target }) => target)).size;
  const models = new Set(list.map(({ model }) => model)).size;
  for (const subject of list) {
    const model = shortName(subject.model);
    const target = shortName(subject.target);
    if (targets === 1) subject.name = model;
    else subject.name = models === 1 ? target : `${model} on ${target}`;
  }
  return list;
}
