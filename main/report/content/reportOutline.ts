import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { stepTitle } from './stepWords.ts';
import { type Subject, subjects } from './subjects.ts';

/**
 * A numbered part of a chapter of results: one step, the levels of a scenario side by side, or the stability or the shapes
 * of all steps.
 */
export interface ResultSection {
  kind: 'step' | 'levels' | 'stability' | 'shapes';
  number: string;
  anchor: string;
  title: string;
  /** Absent where it takes more than one. */
  scenario?: ScenarioName;
  subject: Subject;
  /** The one step, or those that are shown together. */
  steps: readonly StepResult[];
}

/** A chapter of results: what one model on one target did. */
export interface ResultChapter {
  number: number;
  anchor: string;
  title: string;
  subject: Subject;
  sections: ResultSection[];
}

/** The numbered chapters of a report, the same in every format. */
export interface ReportOutline {
  document: ResultDocument;
  subjects: Subject[];
  environment: number;
  results: ResultChapter[];
  definitions: number;
  rawData: number;
}

/** Orders a run into chapters: environment, results of each model on each target, definitions, raw data. */
export function reportOutline(document: ResultDocument): ReportOutline {
  const environment = 1;
  const list = subjects(document);
  const results = list.map((subject, index) => chapterOf(subject, environment + 1 + index, list.length));
  const definitions = environment + results.length + 1;
  return { document, subjects: list, environment, results, definitions, rawData: definitions + 1 };
}

function chapterOf(subject: Subject, number: number, chapters: number): ResultChapter {
  const sections: ResultSection[] = [];
  const add = (section: Pick<ResultSection, 'kind' | 'title' | 'scenario' | 'steps'>): void => {
    const place = sections.length + 1;
    sections.push({ ...section, number: `${number}.${place}`, anchor: `section-${number}-${place}`, subject });
  };
  for (const scenario of new Set(subject.steps.map((step) => step.scenario))) {
    const steps = subject.steps.filter((step) => step.scenario === scenario);
    for (const group of levelGroups(scenario, steps)) add({ kind: 'levels', ...group, scenario });
    for (const step of steps) add({ kind: 'step', title: stepTitle(step), scenario, steps: [step] });
  }
  const scored = subject.steps.filter(({ reliability }) => reliability?.stabilityScore !== undefined);
  if (scored.length > 0) add({ kind: 'stability', title: 'Stability', steps: scored });
  const shaped = subject.steps.filter(({ latencyMs }) => latencyMs !== undefined);
  if (shaped.length > 0) add({ kind: 'shapes', title: 'Shape and course of latency', steps: shaped });
  const title = chapters === 1 ? 'Results' : `Results of ${subject.name}`;
  return { number, anchor: `chapter-${number}`, title, subject, sections };
}

interface LevelGroup {
  title: string;
  steps: readonly StepResult[];
}

/** The steps of a scenario that differ in nothing but their level; batch sizes are compared at the same requests in flight. */
function levelGroups(scenario: ScenarioName, steps: readonly StepResult[]): LevelGroup[] {
  const { title, traits } = scenarioNamed(scenario);
  if (traits.search === true) {
    // What rests on a search runs on a schedule and is no level of it.
    const levels = steps
      .filter(({ load }) => load.loop === 'closed')
      .toSorted((first, second) => inFlightOf(first) - inFlightOf(second));
    return levels.length > 1 ? [{ title: `${title}: the search`, steps: levels }] : [];
  }
  if (traits.levels === undefined) return [];
  if (traits.levels !== 'batch') return steps.length > 1 ? [{ title, steps }] : [];
  const inFlight = [...new Set(steps.map(inFlightOf))];
  return inFlight
    .map((count) => ({
      title: inFlight.length === 1 ? title : `${title}, ${count} in flight`,
      steps: steps.filter((step) => inFlightOf(step) === count),
    }))
    .filter((group) => group.steps.length > 1);
}
