import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { RunSummary } from '../../core/contract/storeProtocol.ts';
import { formatIsoTime, formatWhen } from '../../core/format/dates.ts';
import { latencyParts } from '../../core/format/latency.ts';
import { type FormattedQuantity, formatPercent, joinQuantity } from '../../core/format/numbers.ts';
import { numberFromDocument } from '../../core/statistics/distributionDocument.ts';
import { formatLocation, navigate } from '../state/location.ts';
import { usePreferences } from '../state/usePreferences.ts';
import { intervalFromDocument } from './Headline.tsx';
import { useDelayed } from './media.ts';
import { Skeleton } from './Pane.tsx';
import { ValidityBadge } from './Validity.tsx';
import classes from './widgets.module.css';

interface RunsTableProps {
  runs: readonly RunSummary[];
  loading: boolean;
  label: string;
}

const rowHeightsPx = { compact: 28, normal: 32, comfortable: 40 } as const;
const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Runs, newest first: what, whether to trust it, its headline figure. Only the rows in sight are drawn. */
export function RunsTable({ runs, loading, label }: RunsTableProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const density = usePreferences((state) => state.density);
  const skeleton = useDelayed(loading);
  const rows = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeightsPx[density],
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const beforePx = items[0]?.start ?? 0;
  const afterPx = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  const nowMs = Date.now();
  return (
    <div ref={scroll} className={classes.tableScroll}>
      <table className={classes.table} aria-label={label} aria-rowcount={runs.length + 1}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">What</th>
            <th scope="col">Validity</th>
            <th scope="col" data-numeric="">
              p95
            </th>
            <th scope="col">95 % interval</th>
            <th scope="col" className={classes.wideOnly}>
              Steps
            </th>
            <th scope="col" data-numeric="">
              When
            </th>
          </tr>
        </thead>
        <tbody>
          {loading && skeleton ? skeletonRows.map((row) => <SkeletonRow key={row} />) : null}
          {beforePx > 0 ? (
            <tr>
              <td colSpan={7} style={{ border: 0, height: beforePx, padding: 0 }} />
            </tr>
          ) : null}
          {items.map((item) => {
            const run = runs[item.index];
            return run === undefined ? null : <RunRow key={run.id} run={run} nowMs={nowMs} index={item.index} />;
          })}
          {afterPx > 0 ? (
            <tr>
              <td colSpan={7} style={{ border: 0, height: afterPx, padding: 0 }} />
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}

function SkeletonRow() {
  return (
    <tr>
      {[28, 180, 60, 56, 80, 40, 90].map((widthPx) => (
        <td key={widthPx}>
          <Skeleton widthPx={widthPx} />
        </td>
      ))}
    </tr>
  );
}

interface RunRowProps {
  run: RunSummary;
  nowMs: number;
  index: number;
}

/** One run of a list; its number is the link, and the whole row may be clicked. */
export function RunRow({ run, nowMs, index }: RunRowProps) {
  const target =
    run.status === 'running' ? ({ screen: 'live' } as const) : ({ screen: 'results', runId: run.id } as const);
  return (
    // The link in the row serves the keyboard.
    <tr className={classes.runRow} aria-rowindex={index + 2} onClick={() => navigate(target)}>
      <td className={`${classes.runNumber} num`}>
        <a href={formatLocation(target)} aria-label={`Run ${run.number}`} onClick={(event) => event.stopPropagation()}>
          {run.number}
        </a>
      </td>
      <td className={classes.runTitle} title={runTitle(run)}>
        {runTitle(run)}
      </td>
      <td>{run.verdict === undefined ? <RunStatusText run={run} /> : <ValidityBadge verdict={run.verdict} />}</td>
      <td data-numeric="">
        <RunFigure run={run} />
      </td>
      <td className={`${classes.runInterval} num`}>{intervalText(run)}</td>
      <td className={`${classes.wideOnly} ${classes.runNote}`}>
        {run.status === 'damaged' ? null : (
          <span className="num">
            {run.finishedSteps} of {run.plannedSteps}
          </span>
        )}
        {run.status === 'completed' ? null : <span className={classes.tag}>{run.status}</span>}
        {run.damage === undefined || run.status === 'damaged' ? null : (
          <span className={classes.tag} title={run.damage}>
            damaged
          </span>
        )}
      </td>
      <RunTime startedAt={run.startedAt} nowMs={nowMs} />
    </tr>
  );
}

function RunTime({ startedAt, nowMs }: { startedAt: string | undefined; nowMs: number }) {
  if (startedAt === undefined) return <td className={classes.runNote}>unknown</td>;
  const atMs = Date.parse(startedAt);
  return (
    <td className={classes.runNote} data-numeric="" title={formatIsoTime(atMs, localZone)}>
      {formatWhen(atMs, nowMs, localZone)}
    </td>
  );
}

/** Instead of a validity: why there is none. */
function RunStatusText({ run }: { run: RunSummary }) {
  const text = run.damage === undefined ? (run.status === 'running' ? 'running' : 'no step finished') : 'damaged';
  return (
    <span className="text3" title={run.damage}>
      {text}
    </span>
  );
}

function RunFigure({ run }: { run: RunSummary }) {
  if (run.p95Ms === undefined) {
    const why = run.damage === undefined ? (run.status === 'running' ? 'not yet' : 'not measured') : 'unknown';
    return <span className="text3">{why}</span>;
  }
  const shown = joinQuantity(withoutInterval(figure(run, run.p95Ms)));
  if (run.p95BelowFloor && run.p95Ms !== 'Infinity') {
    return <span className={classes.belowFloor}>{shown}</span>;
  }
  return <strong className={classes.runFigure}>{shown}</strong>;
}

function withoutInterval({ number, unit }: FormattedQuantity): FormattedQuantity {
  return { number, unit };
}

function figure(run: RunSummary, p95Ms: NonNullable<RunSummary['p95Ms']>) {
  return latencyParts(
    numberFromDocument(p95Ms),
    run.p95Interval === undefined ? undefined : intervalFromDocument(run.p95Interval),
  );
}

function intervalText(run: RunSummary): string {
  if (run.p95Ms === 'Infinity') {
    return run.failedFraction === undefined ? 'requests failed' : `${formatPercent(run.failedFraction * 100)} failed`;
  }
  if (run.p95Ms === undefined) return '';
  return run.p95BelowFloor ? 'below floor' : (figure(run, run.p95Ms).interval ?? '');
}

/** The time zone that this machine shows its clock in. */
export const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const mostNames = 3;

function list(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

/** What a run is about: its plan's name, targets and models. */
export function runTitle(run: Pick<RunSummary, 'name' | 'targets' | 'models'>): string {
  return [run.name, list(run.targets), list(run.models)].filter((part) => part !== '').join(' · ');
}
