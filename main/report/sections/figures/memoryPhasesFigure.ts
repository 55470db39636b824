import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { memoryProfileSentence } from '../../../../core/format/memoryWords.ts';
import { entityInk } from '../../charts/ink.ts';
import { memoryTrack } from '../../charts/memoryTrack.ts';
import { timeTracks } from '../../charts/timeTracks.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import { displayText } from '../../displayText.ts';
import type { Markup } from '../../html/html.ts';
import { titledFigure } from '../sectionHead.ts';
import { stepTime } from './stepTime.ts';

/** Memory through the phases of a step, with the mean of each and the peak. */
export function memoryPhasesFigure(section: ResultSection, step: StepResult): Markup | null {
  const means = step.phases.flatMap(({ fromMs, toMs, memory }) => {
    const figures = figuresOf(memory);
    return figures === undefined
      ? []
      : [{ fromSeconds: fromMs / 1000, toSeconds: toMs / 1000, bytes: figures.meanBytes }];
  });
  const track = memoryTrack({
    series: step.series ?? [],
    colour: entityInk(section.subject.index).colour,
    height: 170,
    means,
  });
  if (track === null) return null;
  const chart = timeTracks({
    id: `${section.anchor}-s`,
    label: displayText(memoryProfileSentence(step) ?? 'Memory over time'),
    ...stepTime(step),
    tracks: [track],
  });
  return titledFigure(
    section.number,
    'When is memory taken?',
    chart,
    'Steps: resident memory, second by second. Dashed: mean of each phase. Triangle: peak. Hatched: no request of it counts.',
  );
}
