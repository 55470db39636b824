import type { ComponentType } from 'react';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../../core/contract/scenarioName.ts';
import { AttainmentChart } from './AttainmentChart.tsx';
import { BurstChart } from './BurstChart.tsx';
import { InterferenceChart } from './InterferenceChart.tsx';
import { MemoryFitChart } from './MemoryFitChart.tsx';
import { MemoryPerRequestChart } from './MemoryPerRequestChart.tsx';
import { MemoryProfileChart } from './MemoryProfileChart.tsx';
import { MixChart } from './MixChart.tsx';
import type { ScenarioChartProps } from './ScenarioChartProps.ts';
import { StressChart } from './StressChart.tsx';
import { TrendChart } from './TrendChart.tsx';
import { TurnsChart } from './TurnsChart.tsx';

/** What a step of a scenario shows before the charts that all steps have. */
export interface ScenarioCharts {
  /** The chart that answers the scenario's question. */
  answer: ComponentType<ScenarioChartProps>;
  /** Whether a step has what it draws: the levels of a search do not. */
  isFor: (step: StepResult) => boolean;
  /** A second one, and the steps that have it. */
  beside?: { chart: ComponentType<ScenarioChartProps>; isFor: (step: StepResult) => boolean };
}

const hasPhases = ({ phases }: StepResult): boolean => phases.some(({ name }) => !plainPhases.has(name));
const plainPhases: ReadonlySet<string> = new Set(['warmUp', 'measured', 'coolDown']);
const hasClasses = ({ classes = [] }: StepResult): boolean => classes.length > 0;

const charts: Partial<Record<ScenarioName, ScenarioCharts>> = {
  'throughput/sustained_load': { answer: TrendChart, isFor: ({ load }) => load.loop === 'open' },
  'throughput/burst_handling': { answer: BurstChart, isFor: hasPhases },
  'memory/memory_profiling': { answer: MemoryProfileChart, isFor: hasPhases },
  'memory/memory_efficiency': { answer: MemoryPerRequestChart, isFor: () => true },
  'memory/memory_scaling': { answer: MemoryFitChart, isFor: () => true },
  'production/mixed_workload': {
    answer: MixChart,
    isFor: hasClasses,
    beside: {
      chart: InterferenceChart,
      isFor: ({ classes = [] }) => classes.some((one) => one.interference !== undefined),
    },
  },
  'production/stress_test': { answer: StressChart, isFor: hasPhases },
  'production/real_world_simulation': {
    answer: AttainmentChart,
    isFor: ({ attainment }) => attainment !== undefined,
    beside: { chart: TurnsChart, isFor: ({ classes = [] }) => classes.length > 1 },
  },
};

/** The charts of a step's own scenario; none where that has none, or where the step has nothing of it. */
export function scenarioChartsOf(step: StepResult): ScenarioCharts | undefined {
  const own = charts[step.scenario];
  return own?.isFor(step) === true ? own : undefined;
}
