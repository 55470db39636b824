import { describe, expect, it } from 'vitest';
import type { LiveBucket } from '../../../../core/contract/runnerProtocol.ts';
import { tracksTable } from '../../../../renderer/features/live/LiveTracks.tsx';
import { liveTracks } from '../../../../renderer/features/live/liveTracks.ts';
import { seriesPhases, seriesTable, seriesTracks } from '../../../../renderer/features/results/OverTimeTab.tsx';
import { StepSeries } from '../../../../renderer/state/live/StepSeries.ts';
import { plannedStepFor } from '../helpers/plannedStepFor.ts';
import { stepResultFor } from '../helpers/stepResultFor.ts';

const names = (tracks: { title: string; lines: { name: string }[] }[]): Record<string, string[]> =>
  Object.fromEntries(tracks.map((track) => [track.title, track.lines.map((line) => line.name)]));

describe('the tracks of a running step', () => {
  it('show GPU tracks only where there is a GPU', () => {
    const series = new StepSeries(0);
    expect(names(liveTracks(series, plannedStepFor(0), false))).toEqual({
      Latency: ['p99', 'p95', 'p50'],
      Throughput: ['completed'],
      'In flight': ['onnx'],
      CPU: ['onnx', 'client', 'whole machine'],
      Memory: ['onnx', 'client'],
    });
    expect(Object.keys(names(liveTracks(series, plannedStepFor(0), true)))).toContain('GPU power');
  });

  it('give a target inside this client no process of its own', () => {
    const plan = plannedStepFor(0, { target: 'dummy', engine: 'dummy' });
    const tracks = names(liveTracks(new StepSeries(0), plan, false));
    expect(tracks.CPU).toEqual(['client', 'whole machine']);
    expect(tracks.Memory).toEqual(['client']);
  });

  it('grow with what comes, without being made anew', () => {
    const series = new StepSeries(0);
    const [latency] = liveTracks(series, plannedStepFor(0), false);
    const p50 = latency?.lines.find((line) => line.name === 'p50');
    expect(p50?.points().count).toBe(0);
    for (let slice = 0; slice < 600; slice += 1) series.addBucket(bucket(slice * 200));
    expect(p50?.points().count).toBe(600);
    expect(p50?.points().values[599]).toBe(40);
  });

  it('stand in a table too, newest second first', () => {
    const series = new StepSeries(0);
    for (const fromMs of [0, 400, 800, 1000, 1400, 2000]) series.addBucket(bucket(fromMs));
    const { rows } = tracksTable(series);
    expect(rows.map((row) => [row[0]?.text, row[1]?.text, row[3]?.text, row[7]?.text])).toEqual([
      ['0:01', '2', '40.0', 'none'],
      ['0:00', '3', '40.0', 'none'],
    ]);
  });
});

describe('a stored step over time', () => {
  const step = stepResultFor('a', {
    series: [
      { atMs: 0, completed: 3, failed: 0, inFlight: 2, p50Ms: 40 },
      { atMs: 1000, completed: 0, failed: 1, inFlight: 2 },
    ],
  });

  it('has no track for what was never measured, and gaps where a second has no value', () => {
    const tracks = seriesTracks(step);
    expect(names(tracks)).toEqual({
      Latency: ['p50'],
      Throughput: ['completed', 'failed'],
      'In flight': ['onnx'],
    });
    expect([...(tracks[0]?.lines[0]?.points().values ?? [])]).toEqual([40, Number.NaN]);
  });

  it('names the parts of a load and cuts what does not count alone', () => {
    const phases = [
      { name: 'load', fromMs: 0, toMs: 500, counted: false },
      { name: 'warmUp', fromMs: 500, toMs: 1000 },
      { name: 'burst', fromMs: 1000, toMs: 2000 },
      { name: 'coolDown', fromMs: 2000, toMs: 2100 },
    ];
    expect(seriesPhases({ phases }).map(({ name, cut }) => [name, cut])).toEqual([
      ['Load', true],
      ['Warm-up', true],
      ['Burst', false],
      ['Cool-down', true],
    ]);
  });

  it('has its phases as they went, and a table of its seconds', () => {
    expect(seriesPhases(step)).toEqual([
      { name: 'Warm-up', fromSeconds: 0, toSeconds: 1, cut: true },
      { name: 'Measured', fromSeconds: 1, toSeconds: 6, cut: false },
    ]);
    expect(
      seriesTable(step.series ?? [])
        .rows[1]?.slice(0, 4)
        .map(({ text }) => text),
    ).toEqual(['0:01', '0', '1', 'none']);
  });
});

function bucket(fromMs: number): LiveBucket {
  return {
    fromMs,
    toMs: fromMs + 200,
    phase: 'measured',
    completed: 1,
    failed: 0,
    inFlight: 2,
    outputTokens: 4,
    p50Ms: 40,
    p95Ms: 60,
    p99Ms: 61,
  };
}
