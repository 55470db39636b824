import { setImmediate, setTimeout } from 'node:timers/promises';
import { CpuWatch } from './CpuWatch.ts';
import type { PeerRequest, PeerResults } from './PeerRequest.ts';

/** Sleep ends so long before an instant; the rest is waited for in turns of the event loop. */
const slackMs = 2;

/** A schedule of constant distance on an absolute clock, with nothing to do at its instants but to read the clock. */
export async function barePacer({
  ratePerSecond,
  durationMs,
}: Extract<PeerRequest, { kind: 'barePacer' }>): Promise<PeerResults['barePacer']> {
  const count = Math.floor((ratePerSecond * durationMs) / 1000);
  const lagMs = new Float64Array(count);
  const cpu = new CpuWatch();
  const startMs = performance.now();
  for (let index = 0; index < count; index += 1) {
    const dueMs = startMs + (index * 1000) / ratePerSecond;
    for (let leftMs = dueMs - performance.now(); leftMs > 0; leftMs = dueMs - performance.now()) {
      if (leftMs > slackMs) await setTimeout(leftMs - slackMs);
      else await setImmediate();
    }
    lagMs[index] = performance.now() - dueMs;
  }
  return { lagMs, clientCpuMs: cpu.elapsedMs };
}
