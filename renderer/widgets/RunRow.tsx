import type { RunSummary } from '../../core/contract/storeProtocol.ts';
import type { FormattedQuantity } from '../../core/format/FormattedQuantity.ts';
import { formatIsoTime } from '../../core/format/formatIsoTime.ts';
import { formatPercent } from '../../core/format/formatPercent.ts';
import { formatWhen } from '../../core/format/formatWhen.ts';
import { joinQuantity } from '../../core/format/joinQuantity.ts';
import { latencyParts } from '../../core/format/latencyParts.ts';
import { numberFromDocument } from '../../core/statistics/numberFromDocument.ts';
import { formatLocation } from '../state/location.ts';
import { runTitle } from '../state/runTitle.ts';
import { navigate } from '../state/useLocation.ts';
import { intervalFromDocument } from './intervalFromDocument.ts';
import { localZone } from './localZone.ts';
import { ValidityBadge } from './ValidityBadge.tsx';
import classes from './widgets.module.css';

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
