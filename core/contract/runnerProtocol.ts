import type { PlannedStep } from './plannedStep.ts';
import type { ErrorKind, RecordChunk, RecordPhase } from './RecordChunk.ts';
import type { ClockOrigin, Failure, LogLine } from './WorkerMessages.ts';

/** Where the runner reaches the engine of a step. */
export type TargetAccess =
  /** It lives inside the client. */
  { kind: 'inside' } | { kind: 'engineSocket'; socketPath: string } | AddressAccess;

/** A target reached by an address, whatever it speaks there: `headers` go with every request and into no log. */
export interface AddressAccess {
  kind: 'address';
  /** As the grammar of its kind has it: of a server the root, without a path. */
  url: string;
  headers: Record<string, string>;
}

/** What a server says before it is measured. */
export interface ServerFacts {
  /** Names of the models that the server lists; absent when it has no list. */
  models?: string[];
  /** Whether fields that only some servers know may be sent. */
  vendorFields: boolean;
  /** Whether it counts the tokens of a reply itself. */
  usage: boolean;
  /** What is worth knowing before the run, each one sentence. */
  notes: string[];
}

/** Prompts of which outputs are compared: words, which servers take too, or token ids as the embedded engine takes them. */
export type PromptForm = 'text' | 'tokens';

export type RunnerCommand =
  /** Can the step be measured on this server? Answered by `serverChecked` within the time-out. */
  | { type: 'checkServer'; step: PlannedStep; access: AddressAccess; timeoutMs: number }
  /** `beginAtMs`: when the schedule of an open loop begins, for several runners that share one. */
  | { type: 'startStep'; step: PlannedStep; access: TargetAccess; clock: ClockOrigin; beginAtMs?: number }
  /**
   * What does the step's target answer to so many prompts? They are sent one after the other, at temperature 0, as long as
   * the step's. Answered by `outputsCollected`.
   */
  | { type: 'collectOutputs'; step: PlannedStep; access: TargetAccess; promptForm: PromptForm; prompts: number }
  /**
   * Send no more, wait for nothing: what is in flight is abandoned, a check of a server and a collection of outputs too.
   * Answered by `stepEnded` (`serverChecked`, `outputsCollected`) within a second.
   */
  | { type: 'stopStep' }
  | { type: 'shutdown' };

/** What happened in one slice of time (200 ms), for the live charts only: results come from the records. */
export interface LiveBucket {
  fromMs: number;
  toMs: number;
  phase: RecordPhase;
  completed: number;
  failed: number;
  inFlight: number;
  outputTokens: number;
  /** Of the requests completed in the slice; absent when there were none. */
  p50Ms?: number;
  p95Ms?: number;
  p99Ms?: number;
}

/** What a runner knows beyond its records when a step ends. All of the measured phase only. */
export interface StepFacts {
  /**
   * Measured window, milliseconds since the run's origin: from the first counted send until the last counted end or the
   * stop; of an open loop that of its schedule, longer where requests end later.
   */
  measuredFromMs: number;
  measuredToMs: number;
  /** Time integral of the in-flight counter over the measured window, request-milliseconds: an account kept apart from the records. */
  inFlightIntegralMs: number;
  clientCpuMs: number;
  /** Part of it spent waiting for an instant in a spin, which is no work. */
  clientSpinMs: number;
  /** Longest time that the runner's event loop did not turn. */
  longestLoopDelayMs: number;
  /** Sum of the times of 20 ms and more that it did not turn; earlier versions took 50 ms and more, or tell none. */
  stoodStillMs?: number;
  /** How far the time of day moved against the monotonic clock; absent when nothing was measured. */
  wallClockStepMs?: number;
  reconnects: number;
  errorKinds: ErrorKind[];
  /**
   * For `output-sanity`: outputs of counted, successful requests that were looked at, one for each item of a batch.
   * Absent when the target gives no output to look at (`dummy`).
   */
  outputsSeen?: number;
  /** Of those: without a token, with fewer tokens than asked for, and how many different ones there were (up to 10,000). */
  emptyOutputs: number;
  shortOutputs: number;
  distinctOutputs: number;
  /**
   * Of counted, successful requests to a server: how many had their output tokens from its own usage, and how many from
   * its content events or its limit, for want of it, or from nobody. Absent where the target counts tokens exactly.
   */
  tokensFromUsage?: number;
  tokensFromEvents?: number;
  /** As the usage of these requests says: prompt tokens, and how many of them the server took from its cache. */
  promptTokens?: number;
  cachedPromptTokens?: number;
  /** Of these requests those whose usage had a figure that cannot be, and the first of what was said; absent without any. */
  impossibleUsages?: number;
  impossibleUsageExample?: string;
  /** The output of the first counted request as text, as it came, at most 500 characters; absent when it failed. */
  outputSample?: string;
  stopped: boolean;
}

export type RunnerEvent =
  | { type: 'ready' }
  | { type: 'serverChecked'; facts: ServerFacts }
  | { type: 'serverChecked'; failure: Failure }
  /** Output by output its token ids: the engine's own, or those that GPT-2's vocabulary has for the text of the output. */
  | { type: 'outputsCollected'; outputs: number[][] }
  | { type: 'outputsCollected'; failure: Failure }
  | { type: 'phase'; phase: RecordPhase; atMs: number; plannedSeconds: number }
  | { type: 'live'; bucket: LiveBucket }
  /** `errorKinds` are all that the step has had so far: the chunk's failures point into them. */
  | { type: 'records'; chunk: RecordChunk; errorKinds: ErrorKind[] }
  | { type: 'stepEnded'; facts: StepFacts }
  | { type: 'stepFailed'; failure: Failure; facts?: StepFacts }
  | { type: 'log'; line: LogLine };
