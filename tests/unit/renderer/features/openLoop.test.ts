import { describe, expect, it } from 'vitest';
import type { LiveBucket } from '../../../../core/contract/runnerProtocol.ts';
import { openLoopSentence } from '../../../../core/format/openLoopWords.ts';
import { liveTracks } from '../../../../renderer/features/live/liveTracks.ts';
import { StepSeries } from '../../../../renderer/state/live/StepSeries.ts';
import { plainSpaces } from '../../format/plainSpaces.ts';
import { plannedStepFor } from '../helpers/plannedStepFor.ts';
import { distributionFor, stepResultFor } from '../helpers/stepResultFor.ts';

const bucket = (fromMs: number, completed: number, failed: number, inFlight: number): LiveBucket => ({
  fromMs,
  toMs: fromMs + 200,
  phase: 'measured',
  completed,
  failed,
  inFlight,
  outputTokens: 0,
});
const open = { loop: 'open', ratePerSecond: 50, arrival: 'poisson', batchSize: 1, seed: 1 } as const;

describe('what an open loop sends', () => {
  it('is what came back and what stays in flight, second by second', () => {
    const series = new StepSeries(0);
    // 5 sent of which 2 end; 3 sent of which 4 end and 1 fails; then 1 sent in the next second.
    series.addBucket(bucket(0, 2, 0, 3));
    series.addBucket(bucket(200, 4, 1, 1));
    series.addBucket(bucket(1000, 0, 0, 2));
    series.addBucket(bucket(2000, 2, 0, 0));
    expect([0, 1].map((row) => series.seconds.value('takenPerSecond', row))).toEqual([8, 1]);
  });

  it('is drawn for an open loop and not for a closed one', () => {
    const lines = (plan: Parameters<typeof liveTracks>[1]) =>
      liveTracks(new StepSeries(0), plan, false).flatMap((track) => track.lines.map(({ id }) => id));
    expect(lines(plannedStepFor(0, { load: open }))).toContain('takenPerSecond');
    expect(lines(plannedStepFor(0))).not.toContain('takenPerSecond');
  });

  it('has no track of a server’s processor and memory, and names it in a word', () => {
    const plan = plannedStepFor(0, { target: 'openai=http://127.0.0.1:8000', engine: 'openai', url: 'http://x' });
    const lines = liveTracks(new StepSeries(0), plan, false).flatMap((track) => track.lines);
    expect(lines.map(({ id }) => id)).not.toContain('engineCpuPercent');
    expect(lines.find(({ id }) => id === 'inFlight')?.name).toBe('server');
  });
});

describe('how a schedule was kept', () => {
  const load = { ...open, warmupSeconds: 0, durationSeconds: 5 };
  const requests = { sent: 247, ok: 240, failed: 7, timedOut: 0, dropped: 3, reconnects: 0 };

  it('quotes no percentile of the send lag below its floor', () => {
    const sendLagMs = distributionFor(0.2, { count: 247, max: 4, belowFloor: ['p99', 'p999'] });
    const sentence = openLoopSentence(stepResultFor('a', { load, requests, sendLagMs }));
    expect(plainSpaces(sentence ?? '')).toBe(
      '50.0/s asked; 247 sent; 3 dropped; send lag p50 0.200 ms, p95 0.260 ms, max 4.00 ms. Latency counts from the intended start.',
    );
  });

  it('says that a lag was not measured, and nothing of a closed loop', () => {
    expect(openLoopSentence(stepResultFor('a', { load, requests }))).toContain('send lag not measured');
    expect(openLoopSentence(stepResultFor('a'))).toBeUndefined();
  });
});
