import type { ScenarioDescription } from '../../../core/contract/trafficPlan.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { givenRate, levelShare, type OpenKind } from './openAfterSearch.ts';
import { rateText } from './rateText.ts';
import type { ScenarioInput } from './Scenario.ts';
import { maximumConcurrency } from './throughput/searchSteps.ts';

/** What a sentence about the load rests on: its phases as they are drawn, and how their rates are written. */
export interface OpenWords {
  phases: ScenarioDescription['phases'];
  /** "50 % of it", of a maximum that is to be found, or "50/s" where a rate is given. */
  rate(of: number): string;
  /** How long the phase at a place lasts. */
  time(place: number): string;
}

/**
 * What a scenario that may search will do. Rates are drawn in requests per second where one is given, else in percent of
 * the maximum that is to be found.
 *
 * @param sentence what its last step does, in the third person, without a full stop.
 */
export function describeOpen(
  kind: OpenKind,
  input: ScenarioInput,
  sentence: (words: OpenWords) => string,
): Omit<ScenarioDescription, 'scenario'> {
  const rate = givenRate(kind, input);
  const load = kind.load(input);
  const last = (rate === undefined ? kind.atMaximum(100, load) : kind.atRate(rate, load)).at(-1);
  const mean = last?.level.ratePerSecond ?? 0;
  const phases = (last?.phases ?? [{ name: 'measured', share: 1, ratePerSecond: mean }]).map(
    ({ name, share, ratePerSecond: from = 0, toRatePerSecond: to = from }) => ({
      name,
      durationSeconds: share * input.durationSeconds,
      from,
      to,
    }),
  );
  const text = sentence({
    phases,
    rate: (of) => (rate === undefined ? `${Number(of.toPrecision(3))} % of it` : rateText(of)),
    time: (place) => formatDuration(phases[place]?.durationSeconds ?? 0),
  });
  const levels = formatDuration(levelShare * input.durationSeconds);
  const most = maximumConcurrency(input);
  return {
    does:
      rate === undefined
        ? `Searches for the highest throughput with levels of ${levels}, up to ${most} in flight, then ${text}.`
        : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
    phases,
    loadUnit: rate === undefined ? '% of the maximum' : 'requests/s',
  };
}
