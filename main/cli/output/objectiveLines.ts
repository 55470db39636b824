import { objectiveSentences, objectiveWords } from '../../../core/analysis/slo/objectiveWords.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { singleLine } from './singleLine.ts';
import { textTable } from './textTable.ts';

/** What became of the service-level objectives of each step, and what follows from them; nothing without objectives. */
export function objectiveLines(steps: readonly StepResult[]): string {
  const rows = steps.flatMap(({ slo = [] }, index) =>
    slo.map(objectiveWords).map(({ objective, value, verdict }) => ({
      cells: [String(index + 1), singleLine(objective), verdict, singleLine(value)],
      isMarked: value.endsWith('†'),
    })),
  );
  if (rows.length === 0) return '';
  const table = textTable(
    [{ head: 'Step' }, { head: 'Objective' }, { head: 'Result' }, { head: 'Measured' }],
    rows.map(({ cells }) => cells),
  );
  const sentences = steps.flatMap((step, index) =>
    objectiveSentences(step).map((sentence) => `Step ${index + 1}: ${singleLine(sentence)}.\n`),
  );
  const floor = rows.some(({ isMarked }) => isMarked)
    ? '† below its sample floor: fewer requests than it needs.\n'
    : '';
  return `\n${table}${floor}${sentences.join('')}`;
}
