import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import type { ScenarioInput, ScenarioStep, SearchMove } from '../Scenario.ts';
import { searchConcurrency } from './searchConcurrency.ts';

/** Used when neither the user nor the configuration names levels: beyond it a client has other limits than its own. */
const fallbackMaximum = 1024;

/** What a search may try, and where it comes from. */
export function maximumConcurrency({ configuration, load }: ScenarioInput): number {
  return Math.max(...(load.concurrency ?? configuration.concurrency_levels ?? [fallbackMaximum]));
}

/**
 * @param durationShare of the duration of a step, for this level.
 * @param runners client processes that share it; one unless told.
 */
export function searchLevel(
  concurrency: number,
  durationShare: number,
  search: NonNullable<ScenarioStep['search']>,
  runners = 1,
): ScenarioStep {
  const clients = runners === 1 ? '' : `, ${runners} clients`;
  return {
    level: { label: `${concurrency} in flight${clients}`, concurrency },
    load: { loop: 'closed', concurrency, batchSize: 1, ...(runners === 1 ? {} : { runners }) },
    durationShare,
    search,
  };
}

/**
 * What a search does after the levels measured so far: one more level, or its end. Where one client was the limit the
 * level is measured again with twice as many, as far as the machine has cores; what the fewer measured counts no more.
 */
export function nextLevel(
  { search }: Pick<PlannedStep, 'search'>,
  measured: readonly StepResult[],
  durationShare: number,
): SearchMove {
  if (search === undefined) throw new Error('a level of a search has no limits');
  const last = measured.at(-1);
  const runners = last?.load.runners ?? 1;
  const next = searchConcurrency(search, withoutRepeated(measured));
  if (typeof next === 'number') return { steps: [searchLevel(next, durationShare, search, runners)] };
  const more = runners * 2;
  if (next.endedBy !== 'client' || last?.load.concurrency === undefined || more > (search.maximumRunners ?? 1)) {
    return { steps: [], end: next };
  }
  if (last.load.concurrency < more) return { steps: [], end: next };
  return { steps: [searchLevel(last.load.concurrency, durationShare, search, more)] };
}

/** Of levels that were measured again, the last one alone. */
function withoutRepeated(measured: readonly StepResult[]): StepResult[] {
  return measured.filter(
    ({ load }, index) => !measured.slice(index + 1).some((later) => later.load.concurrency === load.concurrency),
  );
}
