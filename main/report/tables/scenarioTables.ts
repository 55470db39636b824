import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepTableKind } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { attainmentTable } from './attainmentTable.ts';
import { classTable } from './classTable.ts';
import type { DataTable } from './DataTable.ts';
import { phaseTable } from './phaseTable.ts';

const tables: Readonly<Record<StepTableKind, (step: StepResult) => DataTable | null>> = {
  attainment: attainmentTable,
  phases: phaseTable,
  classes: (step) => classTable(step, { label: 'Classes', head: 'Class' }),
  turns: (step) => classTable(step, { label: 'Turns of conversations, or classes', head: 'Turn' }),
};

/** The tables that a step has beyond those of every step, by its scenario; those that nothing fills are left out. */
export function scenarioTables(step: StepResult): DataTable[] {
  const { stepTables = [] } = scenarioNamed(step.scenario).answer;
  return stepTables.map((kind) => tables[kind](step)).filter((table) => table !== null);
}
