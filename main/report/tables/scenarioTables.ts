import { isCountedPhase } from '../../../core/chart/timeSpans.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepClass, StepPhase } from '../../../core/contract/scenarioFigures.ts';
import { absenceOf, figuresOf, formatAbsent } from '../../../core/format/absences.ts';
import { attainedShare, isAttained } from '../../../core/format/attainmentWords.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import { interferenceText } from '../../../core/format/interferenceWords.ts';
import { formatCount, formatShare } from '../../../core/format/numbers.ts';
import { phaseTitle } from '../../../core/format/phaseTitle.ts';
import { formatBytes, formatRate } from '../../../core/format/quantities.ts';
import type { StepTableKind } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { displayText } from '../displayText.ts';
import { html } from '../html/html.ts';
import { statusIcon } from '../html/icons.ts';
import { latencyCells } from './cells.ts';
import type { DataTable, TableCell, TableHead } from './DataTable.ts';

/** How many requests met each objective on a single request, and how many should have. Null without any. */
function attainmentTable({ attainment }: StepResult): DataTable | null {
  const { objectives = [], leftOut = [] } = figuresOf(attainment) ?? {};
  if (objectives.length + leftOut.length === 0) return null;
  return {
    label: 'Requests in time',
    heads: [
      { text: 'Objective' },
      { text: 'Requests that met it [95\u00a0% interval]', numeric: true },
      { text: 'Wanted', numeric: true },
      { text: 'Result' },
    ],
    rows: [
      ...objectives.map((one): TableCell[] => {
        const isMet = isAttained(one);
        return [
          { content: displayText(one.objective) },
          { content: attainedShare(one), kind: 'num' },
          one.wanted === undefined
            ? { content: 'no share', kind: 'reason' }
            : { content: formatShare(one.wanted), kind: 'num' },
          isMet === undefined
            ? { content: 'no share was wanted', kind: 'reason' }
            : { content: html`${statusIcon(isMet ? 'pass' : 'fail')} ${isMet ? 'met' : 'missed'}` },
        ];
      }),
      ...leftOut.map(({ objective, reason }): TableCell[] => [
        { content: displayText(objective) },
        { content: displayText(formatAbsent('measured', reason)), kind: 'reason' },
        { content: '' },
        { content: html`${statusIcon('skipped')} not measured` },
      ]),
    ],
  };
}

interface PhaseColumn {
  heads: readonly TableHead[];
  cells: readonly (readonly TableCell[])[];
}

const notThere: TableCell = { content: '–', kind: 'reason' };

/** The phases of a step whose load has some, a row each. Null for a step that is of one piece. */
export function phaseTable({ phases }: StepResult): DataTable | null {
  if (!phases.some(hasFigures)) return null;
  const columns = [
    counted(phases),
    rate(phases, 'Offered', ({ offeredPerSecond }) => offeredPerSecond),
    rate(phases, 'Completed', ({ requestsPerSecond }) => requestsPerSecond),
    latency(phases, 'p50'),
    latency(phases, 'p95'),
    late(phases),
    ...memory(phases),
  ].filter((column) => column !== null);
  return {
    label: 'Phases',
    heads: [{ text: 'Phase' }, { text: 'Length', numeric: true }, ...columns.flatMap(({ heads }) => heads)],
    rows: phases.map((phase, index) => [
      { content: displayText(phaseTitle(phase.name), 60) },
      { content: formatDuration((phase.toMs - phase.fromMs) / 1000), kind: 'num' },
      ...columns.flatMap(({ cells }) => cells[index] ?? []),
    ]),
  };
}

function hasFigures({ offeredPerSecond, requests, latencyMs, memory: bytes }: StepPhase): boolean {
  return offeredPerSecond !== undefined || requests !== undefined || latencyMs !== undefined || bytes !== undefined;
}

function counted(phases: readonly StepPhase[]): PhaseColumn {
  return {
    heads: [{ text: 'Counts' }],
    cells: phases.map((phase) => [{ content: isCountedPhase(phase) ? 'yes' : 'no' }]),
  };
}

function rate(
  phases: readonly StepPhase[],
  name: string,
  of: (phase: StepPhase) => number | undefined,
): PhaseColumn | null {
  if (phases.every((phase) => of(phase) === undefined)) return null;
  return {
    heads: [{ text: name, numeric: true }],
    cells: phases.map((phase) => {
      const perSecond = of(phase);
      return [perSecond === undefined ? notThere : { content: formatRate(perSecond), kind: 'num' }];
    }),
  };
}

function latency(phases: readonly StepPhase[], name: 'p50' | 'p95'): PhaseColumn | null {
  const told = phases.filter(({ latencyMs }) => latencyMs !== undefined);
  if (told.length === 0) return null;
  const { unit, cells } = latencyCells(told.map(({ latencyMs }) => ({ distribution: latencyMs, name })));
  return {
    heads: [{ text: `${name},\u00a0${unit}`, numeric: true }, { text: '95\u00a0% interval' }],
    cells: phases.map((phase) => cells[told.indexOf(phase)] ?? [notThere, { content: '' }]),
  };
}

function late(phases: readonly StepPhase[]): PhaseColumn | null {
  if (phases.every(({ lateShare }) => lateShare === undefined)) return null;
  return {
    heads: [{ text: 'Late', numeric: true }],
    cells: phases.map(({ lateShare }) => [
      lateShare === undefined ? notThere : { content: formatShare(lateShare), kind: 'num' },
    ]),
  };
}

function memory(phases: readonly StepPhase[]): PhaseColumn[] {
  if (phases.every((phase) => phase.memory === undefined)) return [];
  return (
    [
      ['Memory, mean', 'meanBytes'],
      ['peak', 'peakBytes'],
      ['GPU memory, mean', 'gpuMeanBytes'],
      ['peak', 'gpuPeakBytes'],
    ] as const
  )
    .filter(([, key]) => key === 'meanBytes' || phases.some((phase) => figuresOf(phase.memory)?.[key] !== undefined))
    .map(([text, key]) => ({
      heads: [{ text, numeric: true }],
      cells: phases.map((phase): TableCell[] => {
        const bytes = figuresOf(phase.memory)?.[key];
        const why = absenceOf(phase.memory);
        if (bytes !== undefined) return [{ content: formatBytes(bytes), kind: 'num' }];
        return [why === undefined ? notThere : { content: displayText(formatAbsent('measured', why)), kind: 'reason' }];
      }),
    }));
}

const tables: Readonly<Record<StepTableKind, (step: StepResult) => DataTable | null>> = {
  attainment: attainmentTable,
  phases: phaseTable,
  classes: (step) => classTable(step, { label: 'Classes', head: 'Class' }),
  turns: (step) => classTable(step, { label: 'Turns of conversations, or classes', head: 'Turn' }),
};

/** The tables that a step has beyond those of every step, by its scenario; those that nothing fills are left out. */
export function scenarioTables(step: StepResult): DataTable[] {
  const { stepTables = [] } = scenarioNamed(step.scenario).answer;
  return stepTables.map((kind) => tables[kind](step)).filter((table) => table !== null);
}

/**
 * The traffic classes of a step, or the turns of its conversations, a row each. Null without any.
 *
 * @param words what the table and its rows are called.
 */
export function classTable(
  { classes = [] }: StepResult,
  { label, head }: { label: string; head: string },
): DataTable | null {
  if (classes.length === 0) return null;
  const columns = [
    plain(classes, 'Weight', ({ weight }) => weight && formatShare(weight)),
    plain(classes, 'Tokens in, out', ({ promptTokens, outputTokens }) =>
      promptTokens === undefined || outputTokens === undefined
        ? undefined
        : `${formatCount(promptTokens)}, ${formatCount(outputTokens)}`,
    ),
    plain(classes, 'Requests', ({ requests }) => formatCount(requests.sent + requests.dropped)),
    plain(classes, 'Failed', ({ requests }) => formatCount(requests.failed + requests.timedOut + requests.dropped)),
    plain(classes, 'Completed', ({ requestsPerSecond }) => requestsPerSecond && formatRate(requestsPerSecond)),
    classLatency(classes, 'latencyMs', 'p50', 'p50'),
    classLatency(classes, 'latencyMs', 'p95', 'p95'),
    classLatency(classes, 'ttftMs', 'p50', 'TTFT p50'),
    plain(classes, 'Mix / alone', (one) => interferenceText(one), false),
  ].filter((column) => column !== null);
  return {
    label,
    heads: [{ text: head }, ...columns.flatMap(({ heads }) => heads)],
    rows: classes.map(({ name }, index) => [
      { content: displayText(name, 60) },
      ...columns.flatMap(({ cells }) => cells[index] ?? []),
    ]),
  };
}

interface ClassColumn {
  heads: readonly TableHead[];
  cells: readonly (readonly TableCell[])[];
}

function plain(
  classes: readonly StepClass[],
  text: string,
  of: (one: StepClass) => string | number | undefined,
  isNumeric = true,
): ClassColumn | null {
  const values = classes.map(of);
  if (values.every((value) => value === undefined)) return null;
  return {
    heads: [{ text, numeric: isNumeric }],
    cells: values.map((value) => [
      value === undefined
        ? { content: 'not measured', kind: 'reason' }
        : { content: displayText(String(value)), kind: isNumeric ? 'num' : 'text' },
    ]),
  };
}

function classLatency(
  classes: readonly StepClass[],
  figure: 'latencyMs' | 'ttftMs',
  name: 'p50' | 'p95',
  title: string,
): ClassColumn | null {
  if (classes.every((one) => one[figure] === undefined)) return null;
  const { unit, cells } = latencyCells(classes.map((one) => ({ distribution: one[figure], name })));
  const head = { text: `${title},\u00a0${unit}`, numeric: true };
  // A page has room for one column of intervals: that of the median, which interference rests on.
  if (title !== 'p50') return { heads: [head], cells: cells.map(([value]) => [value]) };
  return { heads: [head, { text: '95\u00a0% interval' }], cells };
}
