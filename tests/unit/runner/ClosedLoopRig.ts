import { ClosedLoop } from '../../../main/runner/loops/ClosedLoop.ts';
import type { ConcurrencyPhase } from '../../../main/runner/loops/PhaseClock.ts';
import { LoopRig, type LoopRigOptions } from './LoopRig.ts';

export interface RigOptions extends LoopRigOptions {
  concurrency?: number;
  warmupMs?: number;
  durationMs?: number;
  requestLimit?: number;
  phases?: ConcurrencyPhase[];
}

export class ClosedLoopRig extends LoopRig<ClosedLoop> {
  constructor({ concurrency = 1, warmupMs = 0, durationMs = 1000, requestLimit, phases, ...options }: RigOptions) {
    super(options, (rig) => new ClosedLoop({ ...rig, concurrency, warmupMs, durationMs, requestLimit, phases }));
  }
}
