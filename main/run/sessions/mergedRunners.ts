import type { ErrorKind, RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { LiveBucket, StepFacts } from '../../../core/contract/runnerProtocol.ts';

/**
 * What several runners know of a step that they shared, as one account: sums of what was counted, the window from the
 * first to the last of them, and of the client itself the worst: its busiest process, the longest time that one stood
 * still. Different outputs are at least as many as one of them saw. Undefined when there is no account at all.
 */
export function mergeStepFacts(
  accounts: readonly StepFacts[],
  errorKinds: StepFacts['errorKinds'],
): StepFacts | undefined {
  const [first] = accounts;
  if (first === undefined) return undefined;
  const sum = (of: (facts: StepFacts) => number): number => accounts.reduce((total, facts) => total + of(facts), 0);
  const most = (of: (facts: StepFacts) => number): number => Math.max(...accounts.map(of));
  const workMs = ({ clientCpuMs, clientSpinMs }: StepFacts): number => clientCpuMs - clientSpinMs;
  const busiest = accounts.reduce((busy, facts) => (workMs(facts) > workMs(busy) ? facts : busy), first);
  /** A sum of what those have who have it; absent where nobody has. */
  const told = <Name extends keyof StepFacts>(name: Name): Partial<Record<Name, number>> => {
    const figures = accounts.map((facts) => facts[name]).filter((figure) => typeof figure === 'number');
    if (figures.length === 0) return {};
    return { [name]: figures.reduce((total, figure) => total + figure, 0) } as Partial<Record<Name, number>>;
  };
  const steps = accounts.flatMap(({ wallClockStepMs }) => wallClockStepMs ?? []);
  const stood = accounts.flatMap(({ stoodStillMs }) => stoodStillMs ?? []);
  const furthest = steps.reduce((far, stepMs) => (Math.abs(stepMs) > Math.abs(far) ? stepMs : far), 0);
  const example = accounts.find(({ impossibleUsageExample }) => impossibleUsageExample !== undefined);
  const sample = accounts.find(({ outputSample }) => outputSample !== undefined)?.outputSample;
  return {
    measuredFromMs: Math.min(...accounts.map(({ measuredFromMs }) => measuredFromMs)),
    measuredToMs: most(({ measuredToMs }) => measuredToMs),
    inFlightIntegralMs: sum(({ inFlightIntegralMs }) => inFlightIntegralMs),
    clientCpuMs: busiest.clientCpuMs,
    clientSpinMs: busiest.clientSpinMs,
    longestLoopDelayMs: most(({ longestLoopDelayMs }) => longestLoopDelayMs),
    ...(stood.length === 0 ? {} : { stoodStillMs: Math.max(...stood) }),
    ...(steps.length === 0 ? {} : { wallClockStepMs: furthest }),
    reconnects: sum(({ reconnects }) => reconnects),
    errorKinds,
    ...told('outputsSeen'),
    emptyOutputs: sum(({ emptyOutputs }) => emptyOutputs),
    shortOutputs: sum(({ shortOutputs }) => shortOutputs),
    distinctOutputs: most(({ distinctOutputs }) => distinctOutputs),
    ...told('tokensFromUsage'),
    ...told('tokensFromEvents'),
    ...told('promptTokens'),
    ...told('cachedPromptTokens'),
    ...told('impossibleUsages'),
    ...(example?.impossibleUsageExample === undefined
      ? {}
      : { impossibleUsageExample: example.impossibleUsageExample }),
    ...(sample === undefined ? {} : { outputSample: sample }),
    stopped: accounts.some(({ stopped }) => stopped),
  };
}

/**
 * The live figures of several runners as one: a slice is told once each runner that still runs has told one. Percentiles
 * are left out, since there is no percentile of percentiles; those of the result come from the records of all.
 */
export class MergedLive {
  readonly #tell: (bucket: LiveBucket) => void;
  readonly #waiting: LiveBucket[][];
  readonly #ended = new Set<number>();

  constructor(runners: number, tell: (bucket: LiveBucket) => void) {
    this.#tell = tell;
    this.#waiting = Array.from({ length: runners }, () => []);
  }

  add(runner: number, bucket: LiveBucket): void {
    this.#waiting[runner]?.push(bucket);
    this.#tellWhole();
  }

  end(runner: number): void {
    this.#ended.add(runner);
    this.#tellWhole();
  }

  #tellWhole(): void {
    const running = this.#waiting.filter((_, runner) => !this.#ended.has(runner));
    while (running.length > 0 && running.every((buckets) => buckets.length > 0)) {
      this.#tell(merged(this.#waiting.flatMap((buckets) => buckets.shift() ?? [])));
    }
  }
}

function merged(buckets: readonly LiveBucket[]): LiveBucket {
  const sum = (of: (bucket: LiveBucket) => number): number => buckets.reduce((total, bucket) => total + of(bucket), 0);
  return {
    fromMs: Math.min(...buckets.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...buckets.map(({ toMs }) => toMs)),
    phase: buckets[0]?.phase ?? 'measured',
    completed: sum(({ completed }) => completed),
    failed: sum(({ failed }) => failed),
    inFlight: sum(({ inFlight }) => inFlight),
    outputTokens: sum(({ outputTokens }) => outputTokens),
  };
}

/** The kinds of failure of several runners as one list. */
export class MergedErrorKinds {
  readonly list: ErrorKind[] = [];

  /** The chunk with its failures pointing into the one list instead of `kinds`, those of the runner that it came from. */
  merge(chunk: RecordChunk, kinds: readonly ErrorKind[]): RecordChunk {
    const numbers = kinds.map((kind) => this.#numberOf(kind));
    return { ...chunk, errorKind: chunk.errorKind.map((number) => (number === 0 ? 0 : (numbers[number - 1] ?? 0))) };
  }

  #numberOf(kind: ErrorKind): number {
    const known = this.list.findIndex((each) => each.kind === kind.kind);
    if (known >= 0) return known + 1;
    return this.list.push(kind);
  }
}
