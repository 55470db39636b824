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
        <span className="num">
          {run.finishedSteps} of {run.plannedSteps}
        </span>
        {run.status === 'completed' ? null : <span className={classes.tag}>{run.status}</span>}
      </td>
      <td className={classes.runNote} data-numeric="" title={formatIsoTime(Date.parse(run.startedAt), localZone)}>
        {formatWhen(Date.parse(run.startedAt), nowMs, localZone)}
      </td>
    </tr>
  );
}

function RunStatusText({ run }: { run: RunSummary }) {
  return <span className="text3">{run.status === 'running' ? 'running' : 'no step finished'}</span>;
}

function RunFigure({ run }: { run: RunSummary }) {
  if (run.p95Ms === undefined) {
    return <span className="text3">{run.status === 'running' ? 'not yet' : 'not measured'}</span>;
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
