import type { StepResult } from '../../../core/contract/resultDocument.ts';

export interface StepGroup {
  subject: string;
  scenario: string;
  /** Heads of the two columns: what varies, and the figure beside it. */
  levelTitle: string;
  steps: StepResult[];
}

const levelTitles: Record<string, string> = {
  'latency/concurrent_requests': 'in flight',
  'latency/batch_processing': 'items in a request',
  'memory/memory_efficiency': 'in flight',
};

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
        levelTitle: levelTitles[step.scenario] ?? 'level',
        steps: [],
      };
      group.steps.push(step);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}
