import type { StepClass } from '../../../../core/contract/scenarioFigures.ts';
import { interferenceText } from '../../../../core/format/interferenceWords.ts';
import { formatLatency } from '../../../../core/format/latency.ts';
import { formatCount, formatShare } from '../../../../core/format/numbers.ts';
import { numberFromDocument } from '../../../../core/statistics/distributionDocument.ts';
import type { ChartCell, ChartTable } from '../../../charts/ChartTable.tsx';

/** The classes, or turns of conversations, with what came of each. */
export function classTable(classes: readonly StepClass[]): ChartTable {
  const latency = ({ latencyMs }: StepClass, name: 'p50' | 'p95' | 'p99'): ChartCell => {
    if (latencyMs === undefined || latencyMs.count === 0) return { text: 'not measured', raw: '' };
    const mark = latencyMs.belowFloor.includes(name) ? ' †' : '';
    return { text: `${formatLatency(numberFromDocument(latencyMs[name]))}${mark}`, raw: latencyMs[name] };
  };
  const optional = (value: number | undefined, text: (value: number) => string): ChartCell =>
    value === undefined ? { text: 'none', raw: '' } : { text: text(value), raw: value };
  const withInterference = classes.some((one) => interferenceText(one) !== undefined);
  return {
    columns: [
      { title: 'Class', numeric: false },
      ...['Weight', 'Tokens in', 'Tokens out', 'Answered', 'Failed', 'p50', 'p95', 'p99'].map((title) => ({
        title,
        numeric: true,
      })),
      ...(withInterference ? [{ title: 'In the mix / alone', numeric: true }] : []),
    ],
    rows: classes.map((one) => [
      { text: one.name },
      optional(one.weight, formatShare),
      optional(one.promptTokens, formatCount),
      optional(one.outputTokens, formatCount),
      optional(one.requests.ok, formatCount),
      optional(one.requests.failed + one.requests.timedOut + one.requests.dropped, formatCount),
      latency(one, 'p50'),
      latency(one, 'p95'),
      latency(one, 'p99'),
      ...(withInterference ? [{ text: interferenceText(one) ?? 'none' }] : []),
    ]),
    note: 'Failed: also timed out, or never sent. † below its sample floor.',
  };
}
