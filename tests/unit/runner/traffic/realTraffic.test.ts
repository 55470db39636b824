import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { beginAtMs, openStep, runOpen } from './openTraffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'inferneo-traffic-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a day', () => {
  it('has its mean rate over the measured time, after a warm-up at the rate it begins with', async () => {
    const { rows } = await runOpen(
      openStep({ traffic: { kind: 'day' }, ratePerSecond: 20 }, { warmupSeconds: 10, durationSeconds: 48 }),
    );
    const measured = rows.filter(({ phase }) => phase === 'measured');
    const { length: inWarmup } = rows.filter(({ phase }) => phase === 'warmUp');
    // Midnight has 0.12 of the peak, and the mean is 0.4937 of it.
    expect(inWarmup).toBe(Math.ceil((10 * 20 * 0.12) / (11.85 / 24)));
    expect(Math.abs(measured.length - 960)).toBeLessThanOrEqual(1);
    // The hour around the peak, two seconds long.
    const peak = measured.filter(({ intendedStartMs }) => Math.abs(intendedStartMs - 10_000 - 29_000) < 1000).length;
    expect(peak / 2).toBeGreaterThan(38);
    expect(peak / 2).toBeLessThan(42);
  });
});

describe('a built-in recording', () => {
  it('sends its lengths, the same for every client that shares it', async () => {
    const step = openStep(
      { traffic: { kind: 'builtInTrace', name: 'chat' }, ratePerSecond: 100, arrival: undefined } as never,
      { durationSeconds: 10, promptTokens: 60, outputTokens: 20 },
    );
    const { rows } = await runOpen(step);
    const known = (row: (typeof rows)[number]) => `${row.intendedStartMs} ${row.inputTokens} ${row.outputTokens}`;
    expect(new Set(rows.map(({ inputTokens }) => inputTokens)).size).toBeGreaterThan(50);
    const parts = await Promise.all([0, 1].map((index) => runOpen({ ...step, shard: { index, count: 2 } })));
    expect(parts.flatMap((part) => part.rows.map(known)).sort()).toEqual(rows.map(known).sort());
  });
});

describe('a recording in a file', () => {
  const path = join(folder, 'trace.csv');
  writeFileSync(path, 'timestamp,prompt_tokens,output_tokens\n0,11,1\n0.1,12,2\n0.4,13,3\n');

  it('is played at its rate with its lengths, again from its beginning, warm-up included', async () => {
    const { rows, logs, last } = await runOpen(
      openStep({ traffic: { kind: 'traceFile', path }, ratePerSecond: 2 }, { warmupSeconds: 1, durationSeconds: 3 }),
    );
    expect(rows.map((row) => [row.intendedStartMs, row.phase, row.inputTokens, row.outputTokens])).toEqual([
      [0, 'warmUp', 11, 1],
      [250, 'warmUp', 12, 2],
      [1000, 'measured', 13, 3],
      [1500, 'measured', 11, 1],
      [1750, 'measured', 12, 2],
      [2500, 'measured', 13, 3],
      [3000, 'measured', 11, 1],
      [3250, 'measured', 12, 2],
    ]);
    expect(logs).toContain('Its times ("timestamp") were read as seconds.');
    expect(last).toMatchObject({ type: 'stepEnded', facts: { measuredFromMs: beginAtMs + 1000 } });
  });

  it('that cannot be read ends the step with file, line and remedy', async () => {
    const wrong = join(folder, 'wrong.csv');
    writeFileSync(wrong, 'timestamp\n0\nsoon\n');
    const { last } = await runOpen(openStep({ traffic: { kind: 'traceFile', path: wrong } }));
    expect(last).toMatchObject({
      type: 'stepFailed',
      failure: {
        reason: expect.stringContaining(`${wrong}: the trace’s line 3`),
        remedy: expect.stringMatching(/^Give/),
      },
    });
  });

  it.each([
    [
      { phases: [{ name: 'all', durationSeconds: 1, ratePerSecond: 5 }] },
      'load.phases cannot be had with load.traffic',
    ],
    [{ classes: [{ name: 'a', weight: 1, promptTokens: 1, outputTokens: 1 }] }, 'load.classes cannot be had'],
    [{ ratePerSecond: undefined }, 'load.ratePerSecond'],
  ])('cannot be combined with what says otherwise: %j', async (load, reason) => {
    const { last } = await runOpen(openStep({ traffic: { kind: 'traceFile', path }, ...load } as never));
    expect(last).toMatchObject({ type: 'stepFailed', failure: { reason: expect.stringContaining(reason) } });
  });
});
