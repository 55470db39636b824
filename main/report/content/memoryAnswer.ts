import { scenarioAnswer, traitsOf } from '../../../core/scenarios/scenarios.ts';
import type { ResultSection } from './reportOutline.ts';

/** Whether the levels of a section are held side by side for their memory. */
export function asksMemory({ scenario }: ResultSection): boolean {
  return scenario !== undefined && traitsOf(scenario).asksMemory === true;
}

/** What a scenario that asks about memory found, over all of its steps: it stands with them, and not with the last alone. */
export function memoryAnswer(section: ResultSection): string | undefined {
  const { scenario, steps } = section;
  return scenario !== undefined && asksMemory(section) ? scenarioAnswer(scenario, steps) : undefined;
}
