import type { ResultSection } from '../content/reportOutline.ts';
import type { DataTable } from './DataTable.ts';
import { fitTable } from './fitTable.ts';
import { levelTable } from './levelTable.ts';
import { memoryLevelTable } from './memoryLevelTable.ts';

/** The steps of a scenario side by side, by what it looks at: memory, whether it fits, or latency and rate. */
export function groupTable(section: ResultSection): DataTable {
  const { scenario, steps, title } = section;
  if (scenario === 'memory/memory_scaling') return fitTable(steps, title);
  if (scenario === 'memory/memory_efficiency') return memoryLevelTable(steps, title);
  return levelTable(section);
}
