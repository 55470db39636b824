import { expect, it } from 'vitest';
import { expectOpenLoopTheory } from '../integration/measurement/slowOfStalls.ts';
import { measureServer } from '../integration/runner/measureServer.ts';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';

it('a second of standstill in every ten: an open loop shows every request that was due in it', async () => {
  const stall = { everyMs: 10_000, forMs: 1000 };
  const runner = new RunnerProcess();
  await runner.event('ready');
  try {
    const load = { loop: 'open', ratePerSecond: 100, arrival: 'constant', maxInFlight: 1000 } as const;
    const step = { durationSeconds: 60, requestLimit: undefined, outputTokens: 4, load };
    const { end, rows } = await measureServer(runner, { stall, firstTokenMs: 5, gapMs: 1 }, step);
    expect(end.type).toBe('stepEnded');
    expect(rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(rows).toHaveLength(6000);
    expectOpenLoopTheory(rows, stall);
  } finally {
    await runner.shutdown();
  }
});
