import type { ComponentType } from 'react';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import type { ChartKind } from '../../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../../core/scenarios/scenarios.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { AttainmentChart } from './AttainmentChart.tsx';
import { BreakingPointChart } from './BreakingPointChart.tsx';
import { BurstChart } from './BurstChart.tsx';
import { ClassesChart } from './ClassesChart.tsx';
import { HeatMapChart } from './HeatMapChart.tsx';
import { InterferenceChart } from './InterferenceChart.tsx';
import { MemoryLineChart } from './MemoryLineChart.tsx';
import { MemoryPhasesChart } from './MemoryPhasesChart.tsx';
import { TrendChart } from './TrendChart.tsx';
import { TurnsChart } from './TurnsChart.tsx';

interface AnswerChart {
  chart: ComponentType<AnswerChartProps>;
  /** Whether a step has what it draws: the levels of a search do not. */
  isFor: (step: StepResult) => boolean;
}

/** What a step shows before the charts that all steps have. */
interface AnswerCharts {
  /** The chart that answers the question of the step's scenario. */
  answer: ComponentType<AnswerChartProps>;
  /** A second one, where the step has what it draws. */
  beside?: ComponentType<AnswerChartProps>;
}

const hasPhases = ({ phases }: StepResult): boolean => phases.some(({ name }) => !plainPhases.has(name));
const plainPhases: ReadonlySet<string> = new Set(['warmUp', 'measured', 'coolDown']);
const hasClasses = ({ classes = [] }: StepResult): boolean => classes.length > 0;

/** How the window draws the kinds of charts. `levels` stand beside those of every step, `load-curve` in reports. */
const charts: Partial<Record<ChartKind, AnswerChart>> = {
  attainment: { chart: AttainmentChart, isFor: ({ attainment }) => attainment !== undefined },
  'breaking-point': { chart: BreakingPointChart, isFor: hasPhases },
  burst: { chart: BurstChart, isFor: hasPhases },
  classes: { chart: ClassesChart, isFor: hasClasses },
  'heat-map': { chart: HeatMapChart, isFor: () => true },
  interference: {
    chart: InterferenceChart,
    isFor: ({ classes = [] }) => classes.some((one) => one.interference !== undefined),
  },
  'memory-line': { chart: MemoryLineChart, isFor: () => true },
  'memory-phases': { chart: MemoryPhasesChart, isFor: hasPhases },
  trend: { chart: TrendChart, isFor: ({ load }) => load.loop === 'open' },
  turns: { chart: TurnsChart, isFor: ({ classes = [] }) => classes.length > 1 },
};

/** The charts of a step's own scenario; none where that has none, or where the step has nothing of the first. */
export function answerChartsOf(step: StepResult): AnswerCharts | undefined {
  const [first, second] = scenarioNamed(step.scenario).answer.charts.flatMap((kind) => charts[kind] ?? []);
  if (first?.isFor(step) !== true) return undefined;
  return { answer: first.chart, ...(second?.isFor(step) === true ? { beside: second.chart } : {}) };
}
