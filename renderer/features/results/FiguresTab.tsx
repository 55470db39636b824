import type { Distribution } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatAbsent } from '../../../core/format/absences.ts';
import { breakingFigures } from '../../../core/format/breakingPointWords.ts';
import { burstFigures } from '../../../core/format/burstWords.ts';
import { formatPercentileName, latencyParts } from '../../../core/format/latency.ts';
import { memoryPerRequestFigures } from '../../../core/format/memoryWords.ts';
import { networkFigures } from '../../../core/format/networkWords.ts';
import { type FormattedQuantity, formatCount, formatPercent, joinQuantity } from '../../../core/format/numbers.ts';
import { formatBytes } from '../../../core/format/quantities.ts';
import { recoveryFigures } from '../../../core/format/recoveryWords.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { reportedPercentiles } from '../../../core/statistics/percentiles.ts';
import { ScrollRegion } from '../../widgets/Pane.tsx';
import widgets from '../../widgets/widgets.module.css';
import { percentileParts } from './headlines.ts';
import classes from './results.module.css';

const distributions = [
  { key: 'latencyMs', title: 'Latency' },
  { key: 'successLatencyMs', title: 'Latency, successes only' },
  { key: 'serviceMs', title: 'Service time' },
  { key: 'ttftMs', title: 'First token (TTFT)' },
  { key: 'tpotMs', title: 'Time per output token (TPOT)' },
  { key: 'itlMs', title: 'Between tokens (ITL)' },
  { key: 'sendLagMs', title: 'Send lag' },
] as const;

/** Every figure of the step as tables: distributions, requests, errors, processor and memory. */
export function FiguresTab({ step }: { step: StepResult }) {
  const present = distributions.flatMap(({ key, title }) => {
    const distribution = step[key];
    return distribution === undefined ? [] : [{ title, distribution }];
  });
  const anyBelow = present.some(({ distribution }) => distribution.belowFloor.length > 0);
  return (
    <ScrollRegion label="Figures">
      <table className={widgets.table}>
        <thead>
          <tr>
            <th scope="col">Milliseconds</th>
            <th scope="col" data-numeric="">
              n
            </th>
            <th scope="col" data-numeric="">
              mean
            </th>
            {reportedPercentiles.map(({ name }) => (
              <th key={name} scope="col" data-numeric="">
                {formatPercentileName(name)}
              </th>
            ))}
            <th scope="col" data-numeric="">
              max
            </th>
          </tr>
        </thead>
        <tbody>
          {present.map(({ title, distribution }) => (
            <DistributionRow key={title} title={title} distribution={distribution} />
          ))}
        </tbody>
      </table>
      {anyBelow ? <p className={classes.tableNote}>† below its sample floor: not to be quoted.</p> : null}
      <ErrorTable step={step} />
      <dl className={classes.facts}>
        {facts(step).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </ScrollRegion>
  );
}

/** The number alone where its unit is the one in the table's head. */
function inMilliseconds({ number, unit }: FormattedQuantity): string {
  return unit === 'ms' ? number : joinQuantity({ number, unit });
}

function DistributionRow({ title, distribution }: { title: string; distribution: Distribution }) {
  const text = (value: Distribution['mean']): string => inMilliseconds(latencyParts(numberFromDocument(value)));
  return (
    <tr>
      <th scope="row">{title}</th>
      <td data-numeric="">{formatCount(distribution.count)}</td>
      <td data-numeric="">{text(distribution.mean)}</td>
      {reportedPercentiles.map(({ name }) => {
        const parts = percentileParts(distribution, name);
        const below = distribution.belowFloor.includes(name);
        return (
          <td key={name} data-numeric="" title={below ? 'below its sample floor' : parts.interval}>
            <span className={below ? widgets.belowFloor : undefined}>{inMilliseconds(parts)}</span>
            {below ? ' †' : null}
          </td>
        );
      })}
      <td data-numeric="">{text(distribution.max)}</td>
    </tr>
  );
}

function ErrorTable({ step }: { step: StepResult }) {
  return step.errors.length === 0 ? null : (
    <table className={widgets.table}>
      <thead>
        <tr>
          <th scope="col">Error</th>
          <th scope="col" data-numeric="">
            Requests
          </th>
          <th scope="col">Example, as it came</th>
        </tr>
      </thead>
      <tbody>
        {step.errors.map((error) => (
          <tr key={error.kind}>
            <th scope="row">{error.kind}</th>
            <td data-numeric="">{formatCount(error.count)}</td>
            <td>
              <code className={classes.example}>{error.example}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function facts(step: StepResult): [string, string][] {
  const { requests, cpu, memory, gpu, throughput } = step;
  const absent = (value: object): string | undefined =>
    'absent' in value && typeof value.absent === 'string' ? `not measured: ${value.absent}` : undefined;
  return [
    ['Requests sent', formatCount(requests.sent)],
    ['Answered', formatCount(requests.ok)],
    ['Failed', formatCount(requests.failed)],
    ['Timed out', formatCount(requests.timedOut)],
    ['Dropped: due and never sent', formatCount(requests.dropped)],
    ['Sent again on a new connection', formatCount(requests.reconnects)],
    ...(throughput?.outputTokensAbsent === undefined
      ? []
      : [['Output tokens', formatAbsent('measured', throughput.outputTokensAbsent)] as [string, string]]),
    ['CPU, mean and peak', absent(cpu) ?? ('peakPercent' in cpu ? cpuText(cpu) : '')],
    ...scenarioFacts(step),
    ['Memory, mean and peak', absent(memory) ?? ('peakBytes' in memory ? memoryText(memory) : '')],
    ...networkFigures(step).map(({ name, value }): [string, string] => [name, value]),
    ['GPU', absent(gpu) ?? 'measured, see the report'],
  ];
}

/** What the scenario of a step asks for beyond latency and throughput; empty where it asks for nothing more. */
function scenarioFacts(step: StepResult): [string, string][] {
  return [
    ...burstFigures(step),
    ...breakingFigures(step),
    ...recoveryFigures(step),
    ...memoryPerRequestFigures(step),
  ].map(({ name, value }) => [name, value]);
}

function cpuText(cpu: Extract<StepResult['cpu'], { peakPercent: number }>): string {
  return `${formatPercent(cpu.meanPercent)} and ${formatPercent(cpu.peakPercent)} of one core, ${cpu.of}`;
}

function memoryText(memory: Extract<StepResult['memory'], { peakBytes: number }>): string {
  return `${formatBytes(memory.meanBytes)} and ${formatBytes(memory.peakBytes)}, ${memory.of}`;
}
