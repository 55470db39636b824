import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { singleLine } from './singleLine.ts';

/** How each search of a run came to its end, with where throughput stops growing. */
export function searchLines(steps: readonly StepResult[]): string {
  const lines = steps.flatMap(({ target, model, scenario, search }) => {
    if (search === undefined) return [];
    const { kneeConcurrency, explanation } = search;
    const knee =
      kneeConcurrency === undefined ? '' : `; ${kneeConcurrency} in flight are the fewest that bring 95 % of it`;
    return [`${singleLine(`${target} · ${model}`)} ${scenario}: ${singleLine(explanation)}${knee}.`];
  });
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
