import { goodputWords, highestLevelSentence, objectiveWords } from '../../../core/analysis/slo/objectiveWords.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { textTable } from './textTable.ts';

/**
 * What became of the service-level objectives of each step with its goodput, and for each scenario the highest level that
 * met them; nothing without objectives.
 */
export function objectiveLines(steps: readonly StepResult[]): string {
  const rows = steps.flatMap((step, index) => rowsOf(step, String(index + 1)));
  if (rows.length === 0) return '';
  const table = textTable([{ head: 'Step' }, { head: 'Objective' }, { head: 'Result' }, { head: 'Measured' }], rows);
  const isMarked = steps.some(({ slo }) => slo?.some(({ belowFloor }) => belowFloor === true));
  const notes = [
    ...(rows.some(([, name]) => name === goodputName)
      ? ['Goodput: requests that met every limit on one request.']
      : []),
    ...(isMarked ? ['† below its sample floor: fewer requests than it needs.'] : []),
  ];
  return `\n${table}${notes.length === 0 ? '' : `${notes.join(' ')}\n`}${levelLines(steps)}`;
}

const goodputName = 'goodput';

function rowsOf(step: StepResult, number: string): string[][] {
  const objectives = (step.slo ?? []).map(objectiveWords);
  const goodput = goodputWords(step);
  return [
    ...objectives.map(({ objective, value, verdict }) => [number, objective, verdict, value]),
    ...(goodput === undefined ? [] : [[number, goodputName, '', goodput]]),
  ];
}

/** The last step of a ladder knows of all its levels. */
function levelLines(steps: readonly StepResult[]): string {
  const last = new Map<string, string>();
  steps.forEach((step, index) => {
    const sentence = highestLevelSentence(step);
    const key = JSON.stringify([step.target, step.model, step.scenario, step.load.batchSize]);
    if (sentence !== undefined) last.set(key, `Step ${index + 1}: ${sentence}.\n`);
  });
  return [...last.values()].join('');
}
