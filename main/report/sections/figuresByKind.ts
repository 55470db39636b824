import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ChartKind } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { html, type Markup } from '../html/html.ts';
import { attainmentFigure } from './figures/attainmentFigure.ts';
import { breakingPointFigure } from './figures/breakingPointFigure.ts';
import { burstFigure } from './figures/burstFigure.ts';
import { classesFigure, interferenceFigure } from './figures/classesFigure.ts';
import { heatMapFigure } from './figures/heatMapFigure.ts';
import { levelsFigure } from './figures/levelsFigure.ts';
import { memoryLineFigure } from './figures/memoryLineFigure.ts';
import { memoryPhasesFigure } from './figures/memoryPhasesFigure.ts';
import { trendFigure } from './figures/trendFigure.ts';

/** How a report draws the kinds of charts that are of one step. */
const ofStep: Partial<Record<ChartKind, (section: ResultSection, step: StepResult) => Markup | null>> = {
  attainment: attainmentFigure,
  'breaking-point': breakingPointFigure,
  burst: burstFigure,
  classes: classesFigure,
  interference: interferenceFigure,
  'memory-phases': memoryPhasesFigure,
  trend: trendFigure,
};

/** How it draws those that hold the levels of a scenario side by side. */
const ofLevels: Partial<Record<ChartKind, (section: ResultSection) => Markup | null>> = {
  'heat-map': heatMapFigure,
  levels: levelsFigure,
  'memory-line': memoryLineFigure,
};

/** The charts that answer what the scenario of a step asks; null where the percentile plot does. */
export function scenarioFigure(section: ResultSection, step: StepResult): Markup | null {
  const figures = scenarioNamed(step.scenario)
    .answer.charts.map((kind) => ofStep[kind]?.(section, step) ?? null)
    .filter((figure) => figure !== null);
  return figures.length === 0 ? null : html`${figures}`;
}

/** The chart of the levels of a section: that of its scenario, else latency and rate of each. */
export function levelsFigureOf(section: ResultSection): Markup | null {
  const charts = section.scenario === undefined ? [] : scenarioNamed(section.scenario).answer.charts;
  const own = charts.map((kind) => ofLevels[kind]).find((draw) => draw !== undefined);
  return (own ?? levelsFigure)(section);
}
