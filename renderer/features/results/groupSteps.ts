import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioTraits } from '../../../core/scenarios/Scenario.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';

export interface StepGroup {
  subject: string;
  scenario: string;
  /** Heads of the two columns: what varies, and the figure beside it. */
  levelTitle: string;
  steps: StepResult[];
}

/** What varies, where it is one thing throughout: what follows a search is no level of it. */
function levelTitleOf({ levels, search }: ScenarioTraits): string {
  if (search === true || levels === undefined || levels === 'combination') return 'level';
  return levels === 'batch' ? 'items in a request' : 'in flight';
}

/** Steps by target, model and scenario, in the order in which they ran, those that match the words. */
export function groupSteps(steps: readonly StepResult[], words: string): StepGroup[] {
  const wanted = words.trim().toLowerCase();
  const groups = new Map<string, StepGroup>();
  for (const step of steps) {
    const subject = `${step.target} · ${step.model}`;
    const text =
      `${subject} ${step.scenario} ${step.level.label} ${step.skipped === undefined ? step.validity.verdict : 'not tried'}`.toLowerCase();
    if (text.includes(wanted)) {
      const key = JSON.stringify([subject, step.scenario]);
      const group = groups.get(key) ?? {
        subject,
        scenario: step.scenario,
        levelTitle: levelTitleOf(traitsOf(step.scenario)),
        steps: [],
      };
      group.steps.push(step);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}
