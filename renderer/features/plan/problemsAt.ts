import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { PlanCell } from '../../../core/contract/planRequest.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { sameCell } from '../../state/plan/PlanDraft.ts';

/** What is wrong and what to do about it, in two sentences. */
export function problemText({ message, remedy }: PlanProblem): string {
  return `${endSentence(message)} ${remedy}`;
}

/** The problems about a field of the load, such as `concurrency`. */
export function problemsOfField(problems: readonly PlanProblem[], field: string): PlanProblem[] {
  return problems.filter((problem) => problem.path === `load.${field}` || problem.path.startsWith(`load.${field}[`));
}

const objectivePath = /^slos\[\d+\]/;

/** The problems about the service-level objectives. */
export function problemsOfObjectives(problems: readonly PlanProblem[]): PlanProblem[] {
  return problems.filter((problem) => objectivePath.test(problem.path));
}

const cellPath = /^cells\[(\d+)\]/;

/** The problems about a cell; they name it by its place in the request's list. */
export function problemsOfCell(
  problems: readonly PlanProblem[],
  cells: readonly PlanCell[],
  cell: PlanCell,
): PlanProblem[] {
  return problems.filter((problem) => {
    const place = cellPath.exec(problem.path)?.[1];
    const named = place === undefined ? undefined : cells[Number(place)];
    return named !== undefined && sameCell(named, cell);
  });
}

/** The problems about no field that the screen shows, which are told beside the start. */
export function otherProblems(problems: readonly PlanProblem[], fields: readonly string[]): PlanProblem[] {
  return problems.filter(
    (problem) =>
      !cellPath.test(problem.path) &&
      !objectivePath.test(problem.path) &&
      fields.every((field) => problemsOfField([problem], field).length === 0),
  );
}
