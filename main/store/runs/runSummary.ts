import type { RunSummary } from '../../../core/contract/storeProtocol.ts';
import type { RunFields } from '../statements.ts';
import type { ListedFigures } from './listedFigures.ts';

const verdicts = ['valid', 'suspect', 'invalid'] as const;

/**
 * A line of the list of runs.
 *
 * @param figures of its steps that have a result, in the order of the plan.
 * @param damage what of it is not as it was stored.
 * @param ownerLives whether the process of a run that is marked running lives.
 */
export function runSummary(
  row: RunFields,
  figures: readonly ListedFigures[],
  damage: readonly string[],
  ownerLives: boolean,
): RunSummary {
  const summary: RunSummary = {
    id: row.id,
    number: row.number,
    name: row.name,
    startedAt: row.startedAt,
    status: row.status === 'running' && !ownerLives ? 'interrupted' : row.status,
    targets: JSON.parse(row.targets) as string[],
    models: JSON.parse(row.models) as string[],
    scenarios: JSON.parse(row.scenarios) as string[],
    plannedSteps: row.plannedSteps,
    finishedSteps: figures.filter(({ interrupted }) => !interrupted).length,
  };
  if (row.endedAt !== null) summary.endedAt = row.endedAt;
  if (damage.length > 0) summary.damage = damage.join(' ');
  // With one step missing neither the worst of all nor their sum is known.
  if (figures.length < row.finishedSteps || figures.length === 0) return summary;
  const verdict = verdicts[Math.max(...figures.map((step) => verdicts.indexOf(step.verdict)))];
  if (verdict !== undefined) summary.verdict = verdict;
  const headline = figures.findLast(({ p95Ms }) => p95Ms !== null);
  if (headline !== undefined && headline.p95Ms !== null) {
    summary.p95Ms = headline.p95Ms;
    if (headline.belowFloor.includes('p95')) summary.p95BelowFloor = true;
    if (headline.p95Interval !== null) summary.p95Interval = headline.p95Interval;
  }
  const total = (count: (step: ListedFigures) => number): number => figures.reduce((sum, step) => sum + count(step), 0);
  const sent = total((step) => step.sent);
  if (sent > 0) summary.failedFraction = total(({ failed, timedOut }) => failed + timedOut) / sent;
  return summary;
}

/** The line of a run of which nothing but its number can be read. */
export function lostRun(number: number, damage: readonly string[]): RunSummary {
  return {
    id: String(number),
    number,
    name: 'damaged',
    status: 'damaged',
    targets: [],
    models: [],
    scenarios: [],
    plannedSteps: 0,
    finishedSteps: 0,
    damage: damage.join(' '),
  };
}
