import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { LoadLoop, LoopEnd, LoopListener } from '../../../main/runner/loops/LoadLoop.ts';
import { RequestLedger } from '../../../main/runner/loops/RequestLedger.ts';
import { type FakeAnswer, FakeTarget } from './FakeTarget.ts';
import { type RecordRow, recordRows } from './recordRows.ts';
import { VirtualTime } from './VirtualTime.ts';

export interface LoopRigOptions {
  answer: (sequence: number) => FakeAnswer;
  timeoutMs?: number;
  startMs?: number;
  /** How late each wake of the client comes. */
  latenessMs?: () => number;
  /** How long the client is busy with the word that measuring begins. */
  beginTakesMs?: number;
}

/** A load loop on a fake target in virtual time, with all that it said. */
export abstract class LoopRig<Loop extends LoadLoop> {
  readonly time: VirtualTime;
  readonly ledger: RequestLedger;
  readonly target: FakeTarget;
  readonly loop: Loop;
  readonly phases: { phase: RecordPhase; atMs: number; plannedSeconds: number }[] = [];
  readonly logs: string[] = [];
  readonly ends: LoopEnd[] = [];

  constructor(
    options: LoopRigOptions,
    createLoop: (rig: { time: VirtualTime; ledger: RequestLedger; target: FakeTarget; listener: LoopListener }) => Loop,
  ) {
    const { answer, timeoutMs = 60_000, startMs = 0 } = options;
    this.time = new VirtualTime(startMs, options.latenessMs);
    this.ledger = new RequestLedger(
      { time: this.time, timeoutMs, inputTokensPerRequest: 3, outputTokensPerItem: 1, shapedItems: 1 },
      {
        onLeft: (request, isOk, tookMs) => this.loop.onLeft(request, isOk, tookMs),
        onLost: (failure) => this.loop.onLost(failure),
        onNewErrorKind: ({ kind }) => this.logs.push(kind),
      },
    );
    this.target = new FakeTarget(this.time, this.ledger, answer);
    this.ledger.attach(this.target);
    this.loop = createLoop({
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
