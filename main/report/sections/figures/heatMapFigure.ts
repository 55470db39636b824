import { heatMapPanels } from '../../../../core/chart/memoryPanels.ts';
import { fitSentence } from '../../../../core/format/memoryWords.ts';
import { memoryHeatMap } from '../../charts/memoryHeatMap.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import type { Markup } from '../../html/html.ts';
import { titledFigure } from '../sectionHead.ts';

/** Memory of each combination of batch, length and concurrency, and which of them do not fit. */
export function heatMapFigure(section: ResultSection): Markup | null {
  const chart = memoryHeatMap({
    id: `${section.anchor}-s`,
    label: fitSentence(section.steps) ?? 'Memory by batch and length',
    map: heatMapPanels(section.steps),
  });
  return titledFigure(
    section.number,
    'What fits into memory?',
    chart,
    'Peak memory of each combination; the darker, the more, alike in all panels. Hatched: it does not fit, or was not tried because a smaller one did not.',
  );
}
