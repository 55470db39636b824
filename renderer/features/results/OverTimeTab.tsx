import { useMemo } from 'react';
import { isCountedPhase } from '../../../core/chart/timeSpans.ts';
import type { SeriesPoint, StepResult } from '../../../core/contract/resultDocument.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import type { ChartTable } from '../../charts/ChartTable.tsx';
import type { LinePoints, Track, TrackPhase } from '../../charts/Track.ts';
import { phaseName } from '../../charts/time/PhaseBar.tsx';
import { type StepTracksInput, secondsTable, stepTracks } from '../../charts/time/stepTracks.ts';
import { TracksOrTable } from '../../charts/time/TimeTracks.tsx';
import classes from './results.module.css';

/** The step second by second, with what was cut from the measurement hatched. */
export function OverTimeTab({ step }: { step: StepResult }) {
  const tracks = useMemo(() => seriesTracks(step), [step]);
  const phases = useMemo(() => seriesPhases(step), [step]);
  const series = step.series ?? [];
  const lastSeconds = (series.at(-1)?.atMs ?? 0) / 1000 + 1;
  return tracks.length === 0 ? (
    <p className={classes.nothing}>Nothing to draw: {step.failure?.reason ?? 'no second was recorded'}.</p>
  ) : (
    <TracksOrTable
      stepKey={step.id}
      label="The step over time"
      tracks={tracks}
      phases={phases}
      events={[]}
      totalSeconds={Math.max(lastSeconds, ...phases.map((phase) => phase.toSeconds))}
      nowSeconds={lastSeconds - 0.5}
      sliceSeconds={1}
      version={0}
      table={() => seriesTable(series)}
    />
  );
}

type Figure = Exclude<keyof SeriesPoint & string, 'atMs'>;

/** A figure of the series as a line, each point in the middle of its second; undefined where it was never measured. */
function lineOf(series: readonly SeriesPoint[], name: Figure): (() => LinePoints) | undefined {
  const values = Float64Array.from(series, (point) => {
    const value = point[name];
    return typeof value === 'number' ? value : Number.NaN;
  });
  if (values.every(Number.isNaN)) {
    return undefined;
  }
  const points = {
    seconds: Float64Array.from(series, (point) => point.atMs / 1000 + 0.5),
    values,
    count: series.length,
  };
  return () => points;
}

const figures: [StepFigureName, Figure][] = [
  ['p50Ms', 'p50Ms'],
  ['p95Ms', 'p95Ms'],
  ['p99Ms', 'p99Ms'],
  ['offeredPerSecond', 'offered'],
  ['completedPerSecond', 'completed'],
  ['failedPerSecond', 'failed'],
  ['droppedPerSecond', 'dropped'],
  ['inFlight', 'inFlight'],
  ['engineCpuPercent', 'engineCpuPercent'],
  ['clientCpuPercent', 'clientCpuPercent'],
  ['totalCpuPercent', 'totalCpuPercent'],
  ['engineMemoryBytes', 'engineMemoryBytes'],
  ['gpuUtilizationPercent', 'gpuUtilizationPercent'],
  ['gpuMemoryBytes', 'gpuMemoryBytes'],
  ['sentBytesPerSecond', 'sentBytes'],
  ['receivedBytesPerSecond', 'receivedBytes'],
];
type StepFigureName = keyof StepTracksInput['figures'];

/** The step over time, second by second, as it was stored. */
export function seriesTracks(step: StepResult): Track[] {
  const series = step.series ?? [];
  const measured: StepTracksInput['figures'] = {};
  for (const [figure, name] of figures) {
    // A target inside the client sends nothing: bytes of 0 would look measured.
    const isOfNetwork = name === 'sentBytes' || name === 'receivedBytes';
    const line = isOfNetwork && 'absent' in step.network ? undefined : lineOf(series, name);
    if (line !== undefined) {
      measured[figure] = line;
    }
  }
  return stepTracks({
    target: step.target,
    loop: step.load.loop,
    memoryFirst: traitsOf(step.scenario).asksMemory === true,
    figures: measured,
  });
}

/** The same second by second as a table. */
export function seriesTable(series: readonly SeriesPoint[]): ChartTable {
  return secondsTable(
    series.map((point) => ({
      second: point.atMs / 1000,
      completed: point.completed,
      failed: point.failed,
      p50Ms: point.p50Ms,
      p95Ms: point.p95Ms,
      p99Ms: point.p99Ms,
      inFlight: point.inFlight,
      engineCpuPercent: point.engineCpuPercent,
      clientCpuPercent: point.clientCpuPercent,
    })),
  );
}

/** The step's phases as they went; what does not count is cut. */
export function seriesPhases(step: Pick<StepResult, 'phases'>): TrackPhase[] {
  return step.phases.map((phase) => ({
    name: phaseName(phase.name),
    fromSeconds: phase.fromMs / 1000,
    toSeconds: phase.toMs / 1000,
    cut: !isCountedPhase(phase),
  }));
}
