import type { ReactNode } from 'react';
import { verdictSentence } from '../../../core/analysis/verdictSentence.ts';
import type { StepSoFar } from '../../../core/contract/runEvent.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { latencyParts } from '../../../core/format/latency.ts';
import { type FormattedQuantity, formatCount, formatPercent, joinQuantity } from '../../../core/format/numbers.ts';
import { quantityParts } from '../../../core/format/quantities.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { targetTraits } from '../../../core/targets/targets.ts';
import type { LiveRun, LiveStep } from '../../state/live/LiveRun.ts';
import { intervalFromDocument } from '../../widgets/Headline.tsx';
import { ProblemLine } from '../../widgets/messages.tsx';
import { Pane, ScrollRegion } from '../../widgets/Pane.tsx';
import { CheckRow, countChecks, sortChecks, ValidityBadge } from '../../widgets/Validity.tsx';
import widgets from '../../widgets/widgets.module.css';
import { firstFailure } from './LiveAnnouncer.tsx';
import classes from './live.module.css';

interface LiveSideProps {
  run: LiveRun;
  version: number;
}

/** Can it be trusted so far, what has been measured so far, and how busy the machine is. */
export function LiveSide({ run }: LiveSideProps) {
  const { step } = run;
  const soFar = step === undefined ? undefined : figuresOf(step);
  return (
    <ScrollRegion label="Verdict and figures so far">
      <Pane quiet title="Verdict so far">
        <VerdictSoFar run={run} soFar={soFar} />
      </Pane>
      <Pane quiet title="Measured so far" {...(soFar === undefined ? {} : { note: `n = ${formatCount(soFar.count)}` })}>
        <MeasuredSoFar run={run} soFar={soFar} />
      </Pane>
      <Pane quiet title="Load on this machine" note="100 % is one core">
        <MachineLoad run={run} />
      </Pane>
      <Pane quiet title="Checks" {...(soFar === undefined ? {} : { note: countChecks(soFar.checks) })}>
        {soFar === undefined ? (
          <p className={classes.none}>after the first measured requests</p>
        ) : (
          <ul className={widgets.checks}>
            {sortChecks(soFar.checks).map((check) => (
              <CheckRow key={check.id} check={check} />
            ))}
          </ul>
        )}
      </Pane>
    </ScrollRegion>
  );
}

function VerdictSoFar({ run, soFar }: { run: LiveRun; soFar: StepSoFar | undefined }) {
  const { step } = run;
  const validity = soFar === undefined ? undefined : { verdict: soFar.verdict, checks: soFar.checks };
  if (validity === undefined) {
    const failure = run.status === 'running' ? undefined : firstFailure(run);
    return failure === undefined ? (
      <p className={classes.none}>none yet: nothing has been measured</p>
    ) : (
      <ProblemLine severity="error" message={endSentence(failure.reason)} remedy={failure.remedy} />
    );
  }
  const sentence = verdictSentence(step?.result ?? { validity });
  return (
    <div className={classes.verdict}>
      <ValidityBadge verdict={validity.verdict} />
      <p className={classes.reason}>{sentence.reason}</p>
      {sentence.explanation === undefined ? null : <p className="text2">{sentence.explanation}</p>}
    </div>
  );
}

function MeasuredSoFar({ run, soFar }: { run: LiveRun; soFar: StepSoFar | undefined }) {
  const { step } = run;
  const load = step === undefined ? undefined : run.steps[step.index]?.load;
  const asked = load?.loop === 'open' ? load.ratePerSecond : undefined;
  const seconds = step?.series.seconds;
  const sent = seconds?.value('takenPerSecond', seconds.count - 1);
  const percentile = (name: 'p50' | 'p95' | 'p99', value: StepSoFar['p50Ms']): ReactNode => {
    const interval = soFar?.intervals[name];
    const parts =
      value === undefined
        ? undefined
        : latencyParts(numberFromDocument(value), interval === undefined ? undefined : intervalFromDocument(interval));
    return <MeasuredRow name={name} parts={parts} belowFloor={soFar?.belowFloor.includes(name) === true} />;
  };
  const rate = soFar?.requestsPerSecond;
  return (
    <table className={classes.measured}>
      <tbody>
        {percentile('p50', soFar?.p50Ms)}
        {percentile('p95', soFar?.p95Ms)}
        {percentile('p99', soFar?.p99Ms)}
        <MeasuredRow
          name="Throughput"
          parts={rate === undefined ? undefined : quantityParts(rate, '/s')}
          belowFloor={false}
        />
        {asked === undefined ? null : (
          <>
            <MeasuredRow name="Rate asked" parts={quantityParts(asked, '/s')} belowFloor={false} />
            <MeasuredRow
              name="Sent or dropped"
              parts={sent === undefined ? undefined : quantityParts(sent, '/s')}
              belowFloor={false}
            />
          </>
        )}
        <tr>
          <th scope="row">Failed</th>
          <td className={`${classes.measuredValue} num`}>{soFar === undefined ? null : formatCount(soFar.failed)}</td>
          <td className={`${classes.measuredNote} num`}>
            {soFar === undefined ? null : `of ${formatCount(soFar.count)}`}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

interface MeasuredRowProps {
  name: string;
  parts: FormattedQuantity | undefined;
  belowFloor: boolean;
}

function MeasuredRow({ name, parts, belowFloor }: MeasuredRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">
        {parts === undefined ? (
          <span className="text3">not yet</span>
        ) : (
          <span className={belowFloor ? widgets.belowFloor : classes.measuredValue}>
            {joinQuantity({ number: parts.number, unit: parts.unit })}
          </span>
        )}
      </td>
      <td className={`${classes.measuredNote} num`}>{belowFloor ? 'below floor' : parts?.interval}</td>
    </tr>
  );
}

function MachineLoad({ run }: { run: LiveRun }) {
  const machine = run.step?.series.machine;
  const step = run.steps[run.step?.index ?? 0];
  const isOutOfReach = step !== undefined && targetTraits(step).processes === 'byAddress';
  const last = (machine?.count ?? 0) - 1;
  const rows = [
    // What a server takes is not for this machine to see.
    ...(isOutOfReach ? [] : [{ name: 'Engine CPU', value: machine?.value('engineCpuPercent', last) }]),
    { name: 'Client CPU', value: machine?.value('clientCpuPercent', last) },
    { name: 'Whole machine', value: machine?.value('totalCpuPercent', last) },
  ];
  return (
    <dl className={classes.load}>
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">
            {value === undefined ? (
              <span className="text3">not measured</span>
            ) : (
              <span className={classes.loadValue}>{formatPercent(value)}</span>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>GPU</dt>
        <dd className="text3">{gpuText(run)}</dd>
      </div>
    </dl>
  );
}

function gpuText(run: LiveRun): string {
  if (run.gpu === undefined) {
    return 'not yet known';
  }
  return run.gpu.present ? (run.gpu.names[0] ?? 'present') : 'not measured: no GPU';
}

/** The step's figures as they stand: those of its result once it has ended, before that those told while it runs. */
export function figuresOf(step: LiveStep): StepSoFar | undefined {
  const { result } = step;
  if (result === undefined) {
    return step.soFar;
  }
  const { latencyMs, requests, throughput, validity } = result;
  const { p50, p95, p99 } = latencyMs?.interval95 ?? {};
  return {
    count: latencyMs?.count ?? 0,
    failed: requests.failed + requests.timedOut,
    ...(throughput === undefined ? {} : { requestsPerSecond: throughput.requestsPerSecond }),
    ...(latencyMs === undefined ? {} : { p50Ms: latencyMs.p50, p95Ms: latencyMs.p95, p99Ms: latencyMs.p99 }),
    intervals: {
      ...(p50 === undefined ? {} : { p50 }),
      ...(p95 === undefined ? {} : { p95 }),
      ...(p99 === undefined ? {} : { p99 }),
    },
    belowFloor: latencyMs?.belowFloor ?? [],
    verdict: validity.verdict,
    checks: validity.checks,
  };
}
