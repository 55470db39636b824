import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import { ClosedLoop } from '../../../main/runner/loops/ClosedLoop.ts';
import type { LoopEnd } from '../../../main/runner/loops/LoadLoop.ts';
import { RequestLedger } from '../../../main/runner/loops/RequestLedger.ts';
import { type FakeAnswer, FakeTarget } from './FakeTarget.ts';
import { type RecordRow, recordRows } from './recordRows.ts';
import { VirtualTime } from './VirtualTime.ts';

export interface RigOptions {
  answer: (sequence: number) => FakeAnswer;
  concurrency?: number;
  warmupMs?: number;
  durationMs?: number;
  requestLimit?: number;
  timeoutMs?: number;
  startMs?: number;
  /** How long the client is busy with the word that measuring begins. */
  beginTakesMs?: number;
}

/** A closed loop on a fake target in virtual time, with all that it said. */
export class ClosedLoopRig {
  readonly time: VirtualTime;
  readonly ledger: RequestLedger;
  readonly target: FakeTarget;
  readonly loop: ClosedLoop;
  readonly phases: { phase: RecordPhase; atMs: number; plannedSeconds: number }[] = [];
  readonly logs: string[] = [];
  readonly ends: LoopEnd[] = [];

  constructor(options: RigOptions) {
    const { answer, concurrency = 1, warmupMs = 0, durationMs = 1000, timeoutMs = 60_000, startMs = 0 } = options;
    this.time = new VirtualTime(startMs);
    this.ledger = new RequestLedger(
      { time: this.time, timeoutMs, inputTokensPerRequest: 3, outputTokensPerItem: 1 },
      {
        onLeft: (request, isOk, tookMs) => this.loop.onLeft(request, isOk, tookMs),
        onLost: (failure) => this.loop.onLost(failure),
        onNewErrorKind: ({ kind }) => this.logs.push(kind),
      },
    );
    this.target = new FakeTarget(this.time, this.ledger, answer);
    this.ledger.attach(this.target);
    this.loop = new ClosedLoop({
      time: this.time,
      target: this.target,
      ledger: this.ledger,
      listener: {
        onPhase: (phase, atMs, plannedSeconds) => {
          this.phases.push({ phase, atMs, plannedSeconds });
          if (phase === 'measured') this.time.runUntil(this.time.nowMs() + (options.beginTakesMs ?? 0));
        },
        onLog: (_, message) => this.logs.push(message),
        onEnd: (end) => this.ends.push(end),
      },
      concurrency,
      warmupMs,
      durationMs,
      requestLimit: options.requestLimit,
    });
  }

  run(): this {
    this.loop.start();
    this.time.runUntilIdle();
    return this;
  }

  get end(): LoopEnd {
    const [end] = this.ends;
    if (end === undefined || this.ends.length > 1) throw new Error(`the loop ended ${this.ends.length} times`);
    return end;
  }

  rows(): RecordRow[] {
    const chunk = this.ledger.recorder.cut();
    return chunk === undefined ? [] : recordRows([chunk]);
  }
}
