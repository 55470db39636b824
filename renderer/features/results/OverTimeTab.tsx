import { useMemo } from 'react';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { TracksOrTable } from '../../charts/time/TracksOrTable.tsx';
import classes from './results.module.css';
import { seriesPhases, seriesTable, seriesTracks } from './seriesTracks.ts';

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
