import type { StepResult } from '../../contract/resultDocument.ts';
import { hasFigure } from '../../scenarios/scenarios.ts';
import { type FittedLine, lineOfLeastSquares } from '../../statistics/lineOfLeastSquares.ts';

type SampledMemory = Exclude<StepResult['memory'], { absent: string }>;
/** Requests in flight have to differ by so much, of the most, or what is seen is how levels differ by chance. */
const leastSpread = 0.1;

/**
 * What one more request in flight takes of the engine's memory and of the GPUs': the slope of a straight line through the
 * levels of its scenario measured up to this one, of mean bytes on the mean requests in flight **as they were
 * counted**, since a level that did not reach its concurrency holds less. Memory as it is for scenarios that do not
 * ask for it.
 *
 * A level enters when its memory, its requests in flight and at least 99 % successes are there and it came to its end.
 * Verdicts on latency do not matter here: a level too short for its p99 has been resident all the same.
 *
 * @param earlier results of the same run; those of other ladders are passed over
 */
export function withMemoryPerRequest(step: StepResult, earlier: readonly StepResult[]): Pick<StepResult, 'memory'> {
  if (!hasFigure(step.scenario, 'memory.perRequestBytes') || 'absent' in step.memory) return { memory: step.memory };
  const levels = [...earlier, step].filter((one) => isSameLadder(one, step));
  const told = levels.flatMap((level) => {
    const inFlight = meanInFlightOfLevel(level);
    return inFlight === undefined || 'absent' in level.memory ? [] : [{ inFlight, memory: level.memory }];
  });
  const resident = told.map(({ inFlight, memory }): Point => [inFlight, memory.meanBytes]);
  const line = lineThrough(resident, levels.length);
  const onGpus = told.flatMap(({ inFlight, memory: { gpuMeanBytes } }): Point[] =>
    gpuMeanBytes === undefined ? [] : [[inFlight, gpuMeanBytes]],
  );
  const gpuLine = step.memory.gpuMeanBytes === undefined ? undefined : lineThrough(onGpus, levels.length);
  return {
    memory: {
      ...step.memory,
      ...('absent' in line
        ? { perRequestAbsent: line.absent }
        : {
            perRequestBytes: line.slope,
            perRequestBytesInterval95: [line.slopeInterval95[0], line.slopeInterval95[1]],
            baseBytes: line.intercept,
          }),
      ...(gpuLine === undefined ? {} : onGpu(gpuLine)),
    },
  };
}

function onGpu(line: FittedLine | { absent: string }): Partial<SampledMemory> {
  if ('absent' in line) return { gpuPerRequestAbsent: line.absent };
  const [low, high] = line.slopeInterval95;
  return { gpuPerRequestBytes: line.slope, gpuPerRequestBytesInterval95: [low, high], gpuBaseBytes: line.intercept };
}

type Point = readonly [inFlight: number, bytes: number];

function lineThrough(points: readonly Point[], levels: number): FittedLine | { absent: string } {
  const inFlight = Float64Array.from(points, ([x]) => x);
  const leftOut = levels - points.length;
  const rest = leftOut === 0 ? '' : `; ${leftOut} left out, of which memory or requests in flight say nothing`;
  const most = Math.max(...inFlight);
  const least = Math.min(...inFlight);
  if (points.length >= 3 && most - least < leastSpread * most) {
    return { absent: `between ${least.toFixed(2)} and ${most.toFixed(2)} requests in flight there is no line${rest}` };
  }
  const line = lineOfLeastSquares(
    inFlight,
    Float64Array.from(points, ([, bytes]) => bytes),
  );
  if (!('absent' in line)) return line;
  return { absent: `${points.length} of 3 levels that a line through them needs${rest}` };
}

function isSameLadder(one: StepResult, step: StepResult): boolean {
  return (
    one.target === step.target &&
    one.model === step.model &&
    one.scenario === step.scenario &&
    one.load.batchSize === step.load.batchSize &&
    one.load.promptTokens === step.load.promptTokens
  );
}

/** A request that was refused held other memory than one that was served: with more of them a level says nothing. */
const mostErrors = 0.01;

/** Mean of the counted requests in flight; undefined where the level does not say what so many requests hold. */
export function meanInFlightOfLevel(level: StepResult): number | undefined {
  const { account, failure, interrupted, skipped, reliability } = level;
  if (account === undefined || failure !== undefined || interrupted === true || skipped !== undefined) return undefined;
  if (reliability === undefined || reliability.errorRate > mostErrors) return undefined;
  const windowMs = account.measuredToMs - account.measuredFromMs;
  return windowMs > 0 ? account.inFlightIntegralMs / windowMs : undefined;
}
