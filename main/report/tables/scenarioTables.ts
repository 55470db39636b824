import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { attainmentTable } from './attainmentTable.ts';
import { classTable } from './classTable.ts';
import type { DataTable } from './DataTable.ts';
import { phaseTable } from './phaseTable.ts';

/** The tables that a step has beyond those of every step: its phases, its classes, its requests in time. */
export function scenarioTables(step: StepResult): DataTable[] {
  return [attainmentTable(step), phaseTable(step), classTable(step)].filter((table) => table !== null);
}
