import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Configuration } from '../../../core/contract/configuration.ts';
import type { PlannedModel, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { trafficNames } from '../../../core/contract/trafficPlan.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { nearestNames } from '../../../core/format/nearestNames.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import type { Scenario } from '../../../core/scenarios/Scenario.ts';
import type { Trace } from '../../../core/schedule/trace/TraceColumns.ts';
import { traceFieldAdvice } from '../../../core/schedule/trace/traceFields.ts';
import { elementAt } from '../../../core/statistics/arrays.ts';
import { readTrace } from '../../files/readTrace.ts';

/** A recording of traffic that a plan plays. */
interface Recording {
  /** Absolute. */
  path: string;
  trace: Trace;
}

/** By the name that the plan or the configuration has for them: recordings that were read, or why they cannot be. */
export type Recordings = ReadonlyMap<string, Recording | Failure>;

interface Played {
  recording?: { path: string; ratePerSecond: number };
  /** Errors alone; with one of them there is no recording. */
  problems: PlanProblem[];
}

/**
 * The recording that a model is to be measured with, with its own mean rate, or why it cannot be: it does not say how long
 * requests are, they do not fit into the model, or it has no rate of its own.
 *
 * @param named as the plan or the configuration names it.
 * @param contextTokens what the model can hold, where that is known.
 * @param ratePerSecond what the user set.
 */
export function playedRecording(
  named: { name: string; path: string },
  recordings: Recordings,
  model: PlannedModel,
  contextTokens: number | undefined,
  ratePerSecond: number | undefined,
): Played {
  const refuse = (message: string, remedy: string): Played => ({
    problems: [{ severity: 'error', path: named.path, value: named.name, message, remedy }],
  });
  const found = recordings.get(named.name);
  if (found === undefined) throw new Error(`the recording "${named.name}" was not read`);
  if (!('trace' in found)) return refuse(found.reason, found.remedy);
  const { trace, path } = found;
  if (model.task === 'generate') {
    const missing = [
      ...(trace.promptTokens === undefined ? ['prompt'] : []),
      ...(trace.outputTokens === undefined ? ['output'] : []),
    ];
    if (missing.length > 0) {
      return refuse(
        `the recording ${path} has no column for the ${missing.join(' and the ')} tokens of a request, and ${model.name} generates tokens`,
        traceFieldAdvice,
      );
    }
    const tooLong = contextTokens === undefined ? undefined : longerThan(contextTokens, trace);
    if (tooLong !== undefined) {
      return refuse(
        `${formatCount(tooLong.count)} of ${formatCount(trace.count)} requests of the recording ${path} exceed the ${contextTokens} tokens that ${model.name} can hold; the longest is number ${tooLong.longest + 1} in time, with ${tooLong.promptTokens} prompt and ${tooLong.outputTokens} output tokens`,
        'Shorten or leave out these requests, or choose a model that can hold them.',
      );
    }
  }
  const spanMs = elementAt(trace.instantsMs, trace.count - 1);
  const recorded = spanMs > 0 ? (1000 * (trace.count - 1)) / spanMs : undefined;
  const rate = ratePerSecond ?? recorded;
  if (rate === undefined) {
    return refuse(
      `all requests of the recording ${path} came at the same instant, so it has no rate`,
      'Set a rate (--rate), or give a recording with at least two different times.',
    );
  }
  return { recording: { path, ratePerSecond: rate }, problems: [] };
}

/** How many requests exceed a context, and which is the longest; undefined when all fit. */
function longerThan(contextTokens: number, { count, promptTokens, outputTokens }: Trace) {
  if (promptTokens === undefined || outputTokens === undefined) return undefined;
  const tokens = (index: number): number => elementAt(promptTokens, index) + elementAt(outputTokens, index);
  let longest = 0;
  let tooLong = 0;
  for (let index = 0; index < count; index += 1) {
    if (tokens(index) > contextTokens) tooLong += 1;
    if (tokens(index) > tokens(longest)) longest = index;
  }
  if (tooLong === 0) return undefined;
  return {
    count: tooLong,
    longest,
    promptTokens: elementAt(promptTokens, longest),
    outputTokens: elementAt(outputTokens, longest),
  };
}

/**
 * The recording that a scenario is to play, and where it is named; undefined for one that plays no traffic, and when its
 * traffic has a name or is left to the default.
 */
export function recordingName(
  { traits, configurationKey }: Pick<Scenario, 'traits' | 'configurationKey'>,
  load: LoadOptions,
  { scenarios }: Configuration,
): { name: string; path: string } | undefined {
  if (traits.playsTraffic !== true) return undefined;
  const name = load.traffic ?? scenarios.scenarios[configurationKey]?.traffic;
  if (name === undefined || trafficNames.includes(name)) return undefined;
  return { name, path: load.traffic === undefined ? `scenarios.${configurationKey}.traffic` : 'load.traffic' };
}

/** Reads recordings of traffic for plans: a window that resolves its plan at each change reads a file once while it stays as it is. */
export class RecordingReader {
  #last: { stamp: string; outcome: Recording | Failure } | undefined;

  /** @param name a path, a relative one as seen from the working directory. */
  async read(name: string): Promise<Recording | Failure> {
    const path = resolve(name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) return unknownTraffic(name, path);
    const stamp = `${path} ${found.mtimeMs} ${found.size}`;
    if (this.#last?.stamp === stamp) return this.#last.outcome;
    const read = await readTrace(path);
    const outcome = 'trace' in read ? { path, trace: read.trace } : read.failure;
    this.#last = { stamp, outcome };
    return outcome;
  }
}

function unknownTraffic(name: string, path: string): Failure {
  const near = nearestNames(basename(name), trafficNames);
  return {
    reason: `there is no traffic "${name}", nor a recording at ${path}`,
    remedy:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : `Write ${trafficNames.join(', ')}, or the path of a recording.`,
  };
}
