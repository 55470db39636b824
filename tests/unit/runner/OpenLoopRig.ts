import { parseArrival } from '../../../core/schedule/parseArrival.ts';
import { constantRate } from '../../../core/schedule/RateProfile.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import type { LoadShard } from '../../../main/runner/loops/LoadLoop.ts';
import { OpenLoop } from '../../../main/runner/loops/ScheduleAgenda.ts';
import { LoopRig, type LoopRigOptions } from './LoopRig.ts';

export interface OpenRigOptions extends LoopRigOptions {
  ratePerSecond: number;
  arrival?: string;
  maxInFlight?: number;
  warmupMs?: number;
  durationMs?: number;
  requestLimit?: number;
  beginAtMs?: number;
  shard?: LoadShard;
}

export class OpenLoopRig extends LoopRig<OpenLoop> {
  constructor(options: OpenRigOptions) {
    const { ratePerSecond, arrival = 'constant', maxInFlight = 1000, requestLimit, beginAtMs, shard } = options;
    const { warmupMs = 0, durationMs = 1000, timeoutMs = 60_000 } = options;
    const parsed = parseArrival(arrival);
    if ('failure' in parsed) throw new Error(parsed.failure.reason);
    const arrivals = new ScheduledArrivals(parsed.arrival, constantRate(ratePerSecond, warmupMs + durationMs), 7);
    super(
      options,
      (rig) =>
        new OpenLoop({
          ...rig,
          arrivals,
          shapeOfStep: { promptTokens: 3, outputTokens: 1 },
          maxInFlight,
          timeoutMs,
          warmupMs,
          durationMs,
          requestLimit,
          beginAtMs,
          shard,
        }),
    );
  }
}
