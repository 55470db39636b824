import type { LevelTableKind } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import type { DataTable } from './DataTable.ts';
import { fitTable } from './fitTable.ts';
import { levelTable } from './levelTable.ts';
import { memoryLevelTable } from './memoryLevelTable.ts';

const tables: Readonly<Record<LevelTableKind, (section: ResultSection) => DataTable>> = {
  levels: levelTable,
  'memory-levels': ({ steps, title }) => memoryLevelTable(steps, title),
  combinations: ({ steps, title }) => fitTable(steps, title),
};

/** The steps of a scenario side by side, by what it looks at: memory, whether it fits, or latency and rate. */
export function groupTable(section: ResultSection): DataTable {
  const { scenario } = section;
  const kind = scenario === undefined ? undefined : scenarioNamed(scenario).answer.levelTable;
  return tables[kind ?? 'levels'](section);
}
