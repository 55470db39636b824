import { memoryLevels, memoryLine } from '../../../../core/chart/memoryPanels.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { memoryPerRequestSentence } from '../../../../core/format/memoryWords.ts';
import { entityInk } from '../../charts/ink.ts';
import { memoryPerRequestChart } from '../../charts/memoryPerRequestChart.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import { displayText } from '../../displayText.ts';
import type { Markup } from '../../html/html.ts';
import { titledFigure } from '../sectionHead.ts';

/** Memory against requests in flight with the line whose slope is the memory of a request. */
export function memoryLineFigure(section: ResultSection): Markup | null {
  const levels = memoryLevels(section.steps);
  const told = section.steps.findLast(({ memory }) => figuresOf(memory)?.perRequestBytes !== undefined);
  const slope = told && memoryPerRequestSentence(told);
  const chart = memoryPerRequestChart({
    id: `${section.anchor}-s`,
    label: displayText(slope ?? 'Memory against requests in flight'),
    ink: entityInk(section.subject.index),
    levels,
    line: told === undefined ? [] : memoryLine(told, levels),
    slope,
  });
  return titledFigure(
    section.number,
    'What does a request in flight hold?',
    chart,
    `Points: mean resident memory of each level.${told === undefined ? '' : ' Dashed: the line through them, with its 95\u00a0% band.'} The scale does not begin at 0.`,
  );
}
