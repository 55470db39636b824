import type { StepResult } from '../../../contract/resultDocument.ts';
import type { TrafficPlan } from '../../../contract/trafficPlan.ts';
import { absenceOf, figuresOf } from '../../../format/absences.ts';
import { attainmentSentence } from '../../../format/attainmentWords.ts';
import { formatDuration } from '../../../format/durations.ts';
import { formatShare } from '../../../format/numbers.ts';
import { quantityParts } from '../../../format/quantities.ts';
import { workingDay } from '../../../schedule/dayCurve.ts';
import { busyShare, describeOpen, type OpenKind, openAfterSearch } from '../../openAfterSearch.ts';
import { type OpenLoad, openLoopDefaults, openStep, rateText } from '../../openLoop.ts';
import type { Scenario, ScenarioStep } from '../../Scenario.ts';
import { absentHeadline, type HeadlineFigure, ofLast } from '../../ScenarioAnswer.ts';
import { dayParts, trafficOf, usualLengths } from './traffic.ts';

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

export const realWorldSimulation = {
  name: 'production/real_world_simulation',
  title: 'Real-world simulation',
  question: 'How many requests meet the objectives under traffic as it really comes?',
  configurationKey: 'production',
  reads: ['traffic'],
  traits: { levels: 'concurrency', search: true, openLoop: true, playsTraffic: true },
  figures: ['attainment'],
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
  answer: {
    sentence: ofLast(attainmentSentence),
    headlines: attainedHeadlines,
    charts: ['attainment', 'turns'],
    stepTables: ['attainment', 'turns'],
    definitions: [
      {
        term: 'Requests in time',
        meaning:
          'The share of requests that succeeded within the limit of an objective. A p95 asks for 95\u00a0% of them.',
      },
    ],
  },
} satisfies Scenario;

/** Of the objective that fares worst. */
function attainedHeadlines({ attainment }: StepResult): HeadlineFigure[] {
  const objectives = figuresOf(attainment)?.objectives ?? [];
  const [worst] = objectives.toSorted((a, b) => a.share - (a.wanted ?? 1) - (b.share - (b.wanted ?? 1)));
  if (worst === undefined) return absentHeadline('Objectives met', absenceOf(attainment));
  const { share, interval95, wanted, objective } = worst;
  return [
    {
      name: objectives.length === 1 ? 'Objective met' : 'Objectives met, worst',
      figure: quantityParts(100 * share, '%', interval95 && [100 * interval95[0], 100 * interval95[1]], 1),
      note: wanted === undefined ? objective : `${objective}, ${formatShare(wanted)} wanted`,
      ...(wanted !== undefined && share < wanted ? { tone: 'invalid' } : {}),
    },
  ];
}
