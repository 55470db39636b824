import type { TrafficPlan } from '../../../../core/contract/trafficPlan.ts';
import { formatDuration } from '../../../../core/format/formatDuration.ts';
import { workingDay } from '../../../../core/schedule/dayCurve.ts';
import { describeOpen } from '../describeOpen.ts';
import { busyShare, type OpenKind, openAfterSearch } from '../openAfterSearch.ts';
import { openLoopDefaults } from '../openLoopDefaults.ts';
import { type OpenLoad, openStep } from '../openStep.ts';
import { rateText } from '../rateText.ts';
import type { Scenario, ScenarioStep } from '../Scenario.ts';
import { dayParts } from './dayParts.ts';
import { trafficOf } from './trafficOf.ts';
import { usualLengths } from './usualLengths.ts';

function trafficStep(ratePerSecond: number, { traffic, ...load }: OpenLoad): ScenarioStep {
  const label = traffic === undefined ? '' : `${nameOf(traffic)}, `;
  return {
    ...openStep(`${label}${rateText(ratePerSecond)} on the mean`, ratePerSecond, load),
    ...(traffic === undefined ? {} : { traffic }),
  };
}

const kind: OpenKind = {
  load: (input) => ({
    ...openLoopDefaults(input.load),
    traffic: trafficOf(input),
    promptTokens: input.promptTokens,
    outputTokens: input.outputTokens,
  }),
  searchLengths: (input) => usualLengths(trafficOf(input), input),
  knownRate: ({ recording }) => recording?.ratePerSecond,
  atRate: (rate, load) => [trafficStep(rate, load)],
  atMaximum: (perSecond, load) => [trafficStep(busyShare * meanOfPeak(load.traffic) * perSecond, load)],
};

/** The mean rate against that of the busiest hour, which is the one that is to lie below the maximum. */
function meanOfPeak(traffic: TrafficPlan | undefined): number {
  if (!followsDay(traffic)) return 1;
  const sum = workingDay.reduce((total, hour) => total + hour, 0);
  return sum / workingDay.length / Math.max(...workingDay);
}

function followsDay(traffic: TrafficPlan | undefined): boolean {
  return traffic?.kind === 'day' || (traffic?.kind === 'builtInTrace' && traffic.name === 'bursty-day');
}

function nameOf(traffic: TrafficPlan): string {
  if (traffic.kind === 'builtInTrace') return traffic.name;
  return traffic.kind === 'traceFile' ? 'recording' : traffic.kind;
}

const plays: Readonly<Record<string, string>> = {
  day: 'plays a working day in',
  conversations: 'lets users ask, read and ask again, with all that was said before, for',
  chat: 'plays a chat’s traffic, bursts and lengths of all sizes, for',
  summarization: 'plays long prompts with short answers for',
  'bursty-day': 'plays a working day with bursts in',
  recording: 'plays the recording, its gaps stretched alike, for',
};

export const realWorldSimulation: Scenario = {
  name: 'production/real_world_simulation',
  title: 'Real-world simulation',
  question: 'How many requests meet the objectives under traffic as it really comes?',
  configurationKey: 'production',
  ...openAfterSearch(kind),
  describe: (input) => {
    const traffic = trafficOf(input);
    const described = describeOpen(kind, input, ({ phases, rate }) => {
      const mean = phases[0]?.from ?? 0;
      const busiest = followsDay(traffic) ? `, ${rate(mean / meanOfPeak(traffic))} in its busiest hour` : '';
      return `${plays[nameOf(traffic)]} ${formatDuration(input.durationSeconds)} at ${rate(mean)} on the mean${busiest}`;
    });
    if (!followsDay(traffic)) return described;
    const peak = (described.phases[0]?.from ?? 0) / meanOfPeak(traffic);
    return { ...described, phases: dayParts(peak, input.durationSeconds) };
  },
  notes: () => [],
};
