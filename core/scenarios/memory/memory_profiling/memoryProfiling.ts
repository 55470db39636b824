import type { StepResult } from '../../../contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../../../format/absences.ts';
import { formatDuration } from '../../../format/durations.ts';
import { memoryProfileSentence } from '../../../format/memoryWords.ts';
import { bytesParts } from '../../../format/quantities.ts';
import { ascending, listed, memoryLevels } from '../../levels.ts';
import { phasesInOrder } from '../../phases.ts';
import type { Scenario, ScenarioInput, ScenarioPhase, ScenarioStep } from '../../Scenario.ts';
import { absentHeadline, type HeadlineFigure, ofLast } from '../../ScenarioAnswer.ts';

/** `idle` stands at both ends of a step whose engine is not started within it. */
const phaseShares = { idle: 20, warm: 15, steady: 65 };
/** A process without a model holds what it holds: so many seconds of samples show it, however long the step. */
const longestIdleBeforeLoadSeconds = 10;

export const memoryProfiling = {
  name: 'memory/memory_profiling',
  title: 'Memory by phase',
  question: 'How much memory do loading, first requests and a steady load take, and does it grow or come back?',
  configurationKey: 'memory',
  reads: ['phases', 'memory_reserve_mb'],
  phaseShares,
  traits: { asksMemory: true },
  figures: [],
  steps: (input) => {
    const idleShare = phasesOf(input, 1).find(({ name }) => name === 'idle')?.share ?? 0;
    const idleSeconds = Math.min(longestIdleBeforeLoadSeconds, idleShare * input.durationSeconds);
    return concurrenciesOf(input).map(
      (concurrency): ScenarioStep => ({
        level: { label: `${concurrency} in flight`, concurrency },
        load: { loop: 'closed', concurrency, batchSize: 1 },
        phases: phasesOf(input, concurrency),
        // What the first requests allocate is what the phase "warm" is there to show.
        withoutWarmup: true,
        ...(input.startsEngine ? { loading: { idleSeconds } } : {}),
      }),
    );
  },
  describe: (input) => {
    const concurrencies = concurrenciesOf(input);
    const phases = phasesOf(input, Math.max(...concurrencies)).map(({ name, share, concurrency = 0 }) => ({
      name,
      durationSeconds: share * input.durationSeconds,
      from: concurrency,
      to: concurrency,
    }));
    const steady = formatDuration(phases.find(({ name }) => name === 'steady')?.durationSeconds ?? 0);
    const before = input.startsEngine ? 'starts the engine anew, loads the model' : 'leaves the target idle';
    return {
      does: `Samples memory while it ${before}, warms it with ${listed(concurrencies)} in flight, keeps that up for ${steady} and leaves it idle.`,
      phases,
      loadUnit: 'in flight',
    };
  },
  notes: () => [],
  answer: {
    sentence: ofLast(memoryProfileSentence),
    sentenceSaysMore: true,
    headlines: growthHeadlines,
    charts: ['memory-phases'],
    stepTables: ['phases'],
  },
} satisfies Scenario;

function growthHeadlines({ memory }: StepResult): HeadlineFigure[] {
  const name = 'Memory growth';
  const figures = figuresOf(memory);
  if (figures?.leakBytesPerHour === undefined) return absentHeadline(name, figures?.leakAbsent ?? absenceOf(memory));
  const parts = bytesParts(figures.leakBytesPerHour, figures.leakBytesPerHourInterval95);
  return [{ name, figure: { ...parts, unit: `${parts.unit}/h` } }];
}

function concurrenciesOf({ configuration, load }: ScenarioInput): number[] {
  if (load.concurrency !== undefined) return ascending(load.concurrency);
  const levels = memoryLevels({ configuration, load });
  return levels.slice(Math.floor((levels.length - 1) / 2)).slice(0, 1);
}

/** An engine that is started within the step is idle before its load, which the step's own time does not count. */
function phasesOf({ configuration, startsEngine }: ScenarioInput, concurrency: number): ScenarioPhase[] {
  const loaded = [
    { name: 'warm', concurrency },
    { name: 'steady', concurrency },
    { name: 'idle', concurrency: 0 },
  ];
  const phases = startsEngine ? loaded : [{ name: 'idle', concurrency: 0 }, ...loaded];
  return phasesInOrder(phases, configuration.phases ?? phaseShares);
}
