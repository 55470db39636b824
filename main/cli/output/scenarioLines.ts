import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { scenarioAnswer } from '../../../core/scenarios/scenarios.ts';
import { singleLine } from './singleLine.ts';

/** What each scenario of a run that has an answer of its own found, a line for each target and model. */
export function scenarioLines(steps: readonly StepResult[]): string {
  const groups = new Map<string, StepResult[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.target, step.model, step.scenario]);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group;
    const answer = first && scenarioAnswer(first.scenario, group);
    if (first === undefined || answer === undefined) return [];
    return [singleLine(`${first.target} · ${first.model} ${first.scenario}: ${endSentence(answer)}`)];
  });
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
