import type { StepResult } from '../../../contract/resultDocument.ts';
import { figuresOf } from '../../../format/absences.ts';
import { formatDuration } from '../../../format/durations.ts';
import { memoryPerRequestSentence } from '../../../format/memoryWords.ts';
import { bytesParts, formatBytes } from '../../../format/quantities.ts';
import { describeLevels, listed, memoryLevels } from '../../levels.ts';
import type { Scenario, ScenarioStep } from '../../Scenario.ts';
import { absentHeadline, type HeadlineFigure, inFlightOf, ofLast, requestsInFlight } from '../../ScenarioAnswer.ts';

/** A line through fewer points fits whatever they are. */
const fewestLevels = 3;

export const memoryEfficiency = {
  name: 'memory/memory_efficiency',
  title: 'Memory per request',
  question: 'How much memory does one more request in flight take?',
  configurationKey: 'memory',
  reads: ['memory_reserve_mb'],
  traits: { levels: 'concurrency', asksMemory: true },
  figures: ['memory.perRequestBytes'],
  steps: (input) =>
    memoryLevels(input).map(
      (concurrency): ScenarioStep => ({
        level: { label: `${concurrency} in flight`, concurrency },
        load: { loop: 'closed', concurrency, batchSize: 1 },
      }),
    ),
  describe: (input) => {
    const levels = memoryLevels(input);
    const { durationSeconds } = input;
    const does = `Keeps ${listed(levels)} requests in flight, for ${formatDuration(durationSeconds)} each, and fits a line to the memory that they take.`;
    return describeLevels(does, durationSeconds, levels);
  },
  notes: (input) => {
    const levels = memoryLevels(input);
    if (levels.length >= fewestLevels) return [];
    return [
      {
        path: input.load.concurrency === undefined ? 'scenarios.memory.concurrency_levels' : 'load.concurrency',
        value: levels.join(', '),
        message: `memory per request is the slope over at least ${fewestLevels} levels of concurrency, so there will be none`,
        remedy: 'Give at least three, such as 1, 4 and 16.',
      },
    ];
  },
  answer: {
    sentence: ofLast(memoryPerRequestSentence),
    headlines: perRequestHeadlines,
    charts: ['memory-line'],
    levelTable: 'memory-levels',
    stepTitle: (step) => `Memory with ${requestsInFlight(inFlightOf(step))}`,
    definitions: [
      {
        term: 'Memory per request',
        meaning:
          'What one more request in flight holds: the slope of the line of least squares of mean resident memory over the mean requests in flight of the levels, with its 95\u00a0% interval by Student’s t.',
      },
    ],
  },
} satisfies Scenario;

function perRequestHeadlines({ memory }: StepResult): HeadlineFigure[] {
  const name = 'Memory per request';
  const figures = figuresOf(memory);
  if (figures?.perRequestBytes === undefined) return absentHeadline(name, figures?.perRequestAbsent);
  const { perRequestBytes, perRequestBytesInterval95, baseBytes } = figures;
  const note = baseBytes === undefined ? {} : { note: `over ${formatBytes(baseBytes)} with none in flight` };
  return [{ name, figure: bytesParts(perRequestBytes, perRequestBytesInterval95), ...note }];
}
