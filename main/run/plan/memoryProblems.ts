import { totalmem } from 'node:os';
import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import { largestRecordedCount } from '../../../core/contract/RecordChunk.ts';
import { formatBytes } from '../../../core/format/quantities.ts';
import { targetTraits } from '../../../core/targets/targets.ts';

/**
 * Says of each model whose largest step cannot fit into the machine's memory how much it would need.
 *
 * @param accepted it may be tried all the same: a warning instead of an error.
 */
export function memoryProblems(
  steps: readonly Omit<PlannedStep, 'id' | 'index'>[],
  memoryBytes: number,
  accepted: boolean,
): PlanProblem[] {
  const largest = new Map<string, { step: Omit<PlannedStep, 'id' | 'index'>; bytes: number }>();
  for (const step of steps) {
    const bytes = neededMemoryBytes(step) ?? 0;
    const key = `${step.target} ${step.model.id}`;
    if (bytes > memoryBytes && bytes > (largest.get(key)?.bytes ?? 0)) largest.set(key, { step, bytes });
  }
  return [...largest.values()].map(({ step, bytes }) => ({
    severity: accepted ? 'warning' : 'error',
    path: 'load.batch',
    value: String(step.load.batchSize),
    message: `${whatNeedsIt(step)} about ${formatBytes(bytes)}, and this machine has ${formatBytes(memoryBytes)}`,
    remedy:
      step.model.architecture === undefined
        ? 'Choose a smaller model. On the command line, --yes tries it all the same.'
        : 'Choose smaller batches or fewer tokens. On the command line, --yes tries it all the same.',
  }));
}

function whatNeedsIt({ model, load, promptTokens, outputTokens }: Omit<PlannedStep, 'id' | 'index'>): string {
  if (model.architecture === undefined) return `${model.name} needs`;
  return `${model.name} with batches of ${load.batchSize} and ${promptTokens + outputTokens} tokens each needs`;
}

type Architecture = NonNullable<PlannedStep['model']['architecture']>;

/** What the built-in graphs are made of, as far as memory goes. */
const sizes: Readonly<Record<Architecture, { parameters: number; layers: number; hidden: number }>> = {
  gpt2: { parameters: 124_439_808, layers: 12, hidden: 768 },
  distilgpt2: { parameters: 81_912_576, layers: 6, hidden: 768 },
};
const bytesPerNumber = 4;
const vocabulary = 50_257;
/** The engine's process with its runtime, without a model: measured. */
const processBytes = 250 * 1024 * 1024;
/** What the runtime holds beside the kept keys and values while it works on them, as a share of these: measured. */
const workingShare = 0.25;

/**
 * About the memory that the engine needs for a step: its weights, the keys and values of one request, and what the runtime
 * works with. Requests in flight do not count, since the engine works on one at a time. Of files it is what their card
 * says, without what grows with the input. Undefined where nothing is loaded.
 *
 * Variants are counted like float32: the reference that they are held against is loaded, too, before they are measured.
 */
export function neededMemoryBytes(
  step: Pick<PlannedStep, 'engine' | 'model' | 'load' | 'promptTokens' | 'outputTokens'>,
): number | undefined {
  const { architecture, neededMemoryBytes: ofCard } = step.model;
  if (targetTraits(step).startsEngine !== true) return undefined;
  if (architecture === undefined) return ofCard;
  const size = sizes[architecture];
  const tokens = (step.promptTokens + step.outputTokens) * step.load.batchSize;
  const keysAndValues = 2 * size.layers * size.hidden * tokens;
  const logits = 2 * vocabulary * step.load.batchSize;
  const growing = bytesPerNumber * (keysAndValues * (1 + workingShare) + logits);
  return Math.max(ofCard ?? 0, processBytes + bytesPerNumber * size.parameters) + growing;
}

/** The memory that processes of this machine can have, or of this container where that is less. */
export function machineMemoryBytes(): number {
  // Without a limit it is 0 or more than there is.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** What a request's record takes in memory until its step is summarized, gaps between tokens left out: its columns, twice. */
const bytesPerRecord = 150;
/** The rest is for everything else. */
const shareOfMemory = 0.5;

type RecordedStep = Pick<
  PlannedStep,
  'load' | 'warmupSeconds' | 'durationSeconds' | 'requestLimit' | 'promptTokens' | 'outputTokens'
>;

/**
 * Says of open loops whose records cannot fit into memory how many there would be: they are kept whole until the step
 * ends, since percentiles are exact. And of batches with more tokens than a record can hold.
 *
 * @param accepted it may be tried all the same: a warning instead of an error.
 */
export function recordProblems(steps: readonly RecordedStep[], memoryBytes: number, accepted: boolean): PlanProblem[] {
  const most = Math.max(0, ...steps.map((step) => expectedRequests(step) ?? 0));
  const bytes = most * bytesPerRecord;
  const problems = tokenProblems(steps);
  if (bytes <= memoryBytes * shareOfMemory) return problems;
  return [
    ...problems,
    {
      severity: accepted ? 'warning' : 'error',
      path: 'load.ratePerSecond',
      value: String(Math.max(...steps.map(({ load }) => load.ratePerSecond ?? 0))),
      message: `the records of ${most.toExponential(1)} requests need about ${formatBytes(bytes)}, and this machine has ${formatBytes(memoryBytes)}`,
      remedy: 'Lower the rate or the duration. On the command line, --yes tries it all the same.',
    },
  ];
}

/** A record counts the tokens of a whole batch in one number. */
function tokenProblems(steps: readonly RecordedStep[]): PlanProblem[] {
  const tokensOf = ({ load, promptTokens, outputTokens }: RecordedStep): number => {
    const classes = load.classes ?? [];
    const most = Math.max(
      promptTokens,
      outputTokens,
      ...classes.map((one) => Math.max(one.promptTokens, one.outputTokens)),
    );
    return load.batchSize * most;
  };
  const beyond = steps.filter((step) => tokensOf(step) > largestRecordedCount);
  const largest = Math.max(0, ...beyond.map(tokensOf));
  if (beyond.length === 0) return [];
  return [
    {
      severity: 'error',
      path: 'load.batch',
      value: String(Math.max(...beyond.map(({ load }) => load.batchSize))),
      message: `a request would have ${largest} tokens, and its record can count up to ${largestRecordedCount}`,
      remedy: 'Choose smaller batches or fewer tokens.',
    },
  ];
}

type Load = Pick<PlannedStep, 'load' | 'warmupSeconds' | 'durationSeconds' | 'requestLimit'>;

/** Requests of an open loop with its warm-up, which has the load of its first phase; undefined for a closed one. */
export function expectedRequests({ load, warmupSeconds, durationSeconds, requestLimit }: Load): number | undefined {
  const { ratePerSecond, phases } = load;
  if (load.loop !== 'open' || ratePerSecond === undefined) return undefined;
  const first = phases?.[0]?.ratePerSecond ?? ratePerSecond;
  return first * warmupSeconds + Math.min(ratePerSecond * durationSeconds, requestLimit ?? Number.POSITIVE_INFINITY);
}
