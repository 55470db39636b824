import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { percentile, type RecordRow } from '../../unit/runner/recordRows.ts';
import { measureServer } from '../runner/measureServer.ts';
import { RunnerProcess } from '../runner/RunnerProcess.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

const timed = { firstTokenMs: 50, gapMs: 10 };
const timedStep = { outputTokens: 20, requestLimit: 12, load: { concurrency: 6 } };
const firstTokenMs = (row: RecordRow): number => row.firstTokenMs - row.actualStartMs;

function expectTimes(rows: readonly RecordRow[]): void {
  // Never before the server wrote it; other work on the machine only ever adds.
  expect(Math.min(...rows.map(firstTokenMs))).toBeGreaterThanOrEqual(50);
  expect(percentile(rows.map(firstTokenMs), 0.5)).toBeLessThan(65);
  expect(Math.min(...rows.map((row) => row.latencyMs))).toBeGreaterThanOrEqual(240);
  expect(
    percentile(
      rows.map((row) => row.latencyMs),
      0.5,
    ),
  ).toBeLessThan(270);
}

describe('openai target: times that a server’s manners must not change', () => {
  it.each([
    ['a role event at once', {}],
    ['a role event in one write with the first token', { roleEvent: 'with-first' }],
    ['no finish event, only the end mark', { finishEvent: 'none' }],
    ['the finish on the last token', { finishEvent: 'on-last-token' }],
    ['usage on the finish event and no end mark', { usage: 'on-finish', doneMark: false }],
    ['CRLF as end of lines', { lineEnd: '\r\n' }],
    ['a connection that ends after each stream', { closesAfterStream: true }],
  ] as const)('%s', async (_, manners) => {
    const { end, rows, log } = await measureServer(runner, { ...timed, ...manners }, timedStep);
    expect(end.type).toBe('stepEnded');
    // This server goes on reading when it has ended a connection, so it has seen what was sent again.
    expect(log).toHaveLength(12 + (end.facts?.reconnects ?? 0));
    expect(rows.map(({ outcome }) => outcome)).toEqual(new Array(12).fill('ok'));
    for (const row of rows) {
      expect(row).toMatchObject({ outputTokens: 20, contentEvents: 20, multiTokenEvents: 0, inputTokens: 10 });
      expect(row.gapsMs).toHaveLength(19);
      // All gaps together are the time from the first token to the last: none was left out or counted twice.
      expect(row.gapsMs.reduce((sum, gap) => sum + gap, 0)).toBeCloseTo(row.endMs - row.firstTokenMs, 1);
    }
    expectTimes(rows);
    expect(end.facts).toMatchObject({
      tokensFromUsage: 12,
      tokensFromEvents: 0,
      promptTokens: 120,
      cachedPromptTokens: 0,
      outputsSeen: 12,
      emptyOutputs: 0,
      shortOutputs: 0,
    });
  });

  it('several tokens an event: all tokens counted, gaps marked as none of a token', async () => {
    const { end, rows } = await measureServer(runner, { ...timed, tokensPerEvent: 4 }, timedStep);
    expect(end.type).toBe('stepEnded');
    for (const row of rows) {
      expect(row).toMatchObject({ outcome: 'ok', outputTokens: 20, contentEvents: 5, multiTokenEvents: 5 });
    }
    // The event with the first four tokens is written when the fourth is due.
    expect(Math.min(...rows.map(firstTokenMs))).toBeGreaterThanOrEqual(80);
  });

  it('no usage: tokens from content events, and says so', async () => {
    const { end, rows } = await measureServer(runner, { ...timed, usage: 'never' }, timedStep);
    for (const row of rows) expect(row).toMatchObject({ outcome: 'ok', outputTokens: 20, multiTokenEvents: 0 });
    expectTimes(rows);
    expect(end.facts).toMatchObject({ tokensFromUsage: 0, tokensFromEvents: 12, shortOutputs: 0 });
    expect(end.facts?.promptTokens).toBeUndefined();
  });
});
