import { useMemo } from 'react';
import type { ChartTable } from '../../charts/ChartTable.tsx';
import type { Track } from '../../charts/Track.ts';
import { type SecondRow, secondsTable } from '../../charts/time/stepTracks.ts';
import { TracksOrTable } from '../../charts/time/TimeTracks.tsx';
import type { LiveRun } from '../../state/live/LiveRun.ts';
import { StepSeries } from '../../state/live/StepSeries.ts';
import { useNarrow } from '../../widgets/media.ts';
import { axisSeconds, liveEvents, livePhases, measuredFromSeconds } from './livePhases.ts';
import { liveTracks } from './liveTracks.ts';

/** The tracks of the step that is measured, or of the planned first step while its engine starts. */
export function LiveTracks({ run, version }: { run: LiveRun; version: number }) {
  const [planned] = run.steps;
  const step = run.step ?? {
    index: 0,
    startMs: 0,
    warmupSeconds: planned?.warmupSeconds ?? 0,
    durationSeconds: planned?.durationSeconds ?? 1,
    phases: [],
    series: emptySeries,
  };
  const plan = run.steps[step.index];
  const narrow = useNarrow();
  const withGpu = run.gpu?.present === true;
  const { series, index } = step;
  const measuredFrom = plan === undefined ? 0 : measuredFromSeconds(step, plan);
  const tracks = useMemo(() => {
    const full = plan === undefined ? [] : liveTracks(series, plan, withGpu, measuredFrom);
    return narrow ? full.map(lowered) : full;
  }, [series, plan, withGpu, measuredFrom, narrow]);
  const measured = series.slices.count;
  const nowSeconds = measured === 0 ? undefined : series.slices.value('seconds', measured - 1);
  const totalSeconds = axisSeconds(step, nowSeconds ?? 0, plan);
  const label = `Measurements of step ${index + 1} over time`;
  return (
    <TracksOrTable
      stepKey={`${run.runId} ${index}`}
      label={label}
      tracks={tracks}
      phases={livePhases(step, totalSeconds, plan)}
      events={liveEvents(step)}
      totalSeconds={totalSeconds}
      nowSeconds={nowSeconds}
      sliceSeconds={series.sliceMs / 1000}
      version={version}
      table={() => tracksTable(series)}
      awaited={nowSeconds === undefined && run.status === 'running' ? awaitedText(run) : undefined}
    />
  );
}

/** A track for a low window: the small ones keep two labels of their axis. */
function lowered(track: Track): Track {
  return track.heightPx > 100
    ? { ...track, heightPx: 112 }
    : { ...track, heightPx: Math.max(48, track.lines.length * 18 + 30), intervals: 1 };
}

const emptySeries = new StepSeries(0);

function awaitedText(run: LiveRun): string {
  return run.activity === undefined
    ? 'First request when the engine is ready'
    : `First request after this: ${run.activity.message}`;
}

const note =
  'Counts are those of the second; percentiles, requests in flight and processor time are the last ones seen in it.';

/** The tracks of a running step as a table, newest second first. */
export function tracksTable({ slices, seconds, machine }: StepSeries): ChartTable {
  const rows: SecondRow[] = [];
  for (let row = seconds.count - 1; row >= 0; row -= 1) {
    const second = Math.floor(seconds.value('seconds', row) ?? 0);
    const slice = slices.rowAt('seconds', second + 1);
    const reading = machine.rowAt('seconds', second + 1);
    rows.push({
      second,
      completed: seconds.value('completedPerSecond', row),
      failed: seconds.value('failed', row),
      p50Ms: slices.value('p50Ms', slice),
      p95Ms: slices.value('p95Ms', slice),
      p99Ms: slices.value('p99Ms', slice),
      inFlight: slices.value('inFlight', slice),
      engineCpuPercent: machine.value('engineCpuPercent', reading),
      clientCpuPercent: machine.value('clientCpuPercent', reading),
    });
  }
  return secondsTable(rows, note);
}
