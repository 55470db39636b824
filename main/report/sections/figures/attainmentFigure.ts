import { timeColumns } from '../../../../core/chart/timeSpans.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { absenceOf, endSentence, figuresOf } from '../../../../core/format/absences.ts';
import { attainmentSentence } from '../../../../core/format/attainmentWords.ts';
import { formatDuration } from '../../../../core/format/durations.ts';
import { attainmentChart } from '../../charts/attainmentChart.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import { displayText } from '../../displayText.ts';
import { html, type Markup } from '../../html/html.ts';
import { titledFigure } from '../sectionHead.ts';
import { mostColumns, stepTime } from './stepTime.ts';

const longestName = 15;

/** How many requests were in time, part by part; without objectives, what to give to know it. */
export function attainmentFigure(section: ResultSection, step: StepResult): Markup | null {
  const why = absenceOf(step.attainment);
  if (why !== undefined) {
    return html`<p class="note">Whether requests were in time is not known: ${endSentence(displayText(why))} Give objectives on a single request with the run, such as <code>--slo 'latencyMs.p95&lt;=400'</code>.</p>`;
  }
  const attainment = figuresOf(step.attainment);
  if (attainment === undefined) return null;
  const chart = attainmentChart({
    id: `${section.anchor}-s`,
    label: displayText(attainmentSentence(step) ?? 'Requests in time'),
    ...stepTime(step),
    attainment,
    names: attainment.objectives.map(({ objective }) =>
      displayText(objective.split(/[<>=]/)[0] ?? objective, longestName),
    ),
    offered: timeColumns(step.series ?? [], mostColumns, ({ offered = 0 }) => [offered]),
  });
  return titledFigure(
    section.number,
    'When are requests in time?',
    chart,
    `Share of the requests that met each objective, in parts of ${formatDuration(attainment.bucketSeconds)}, by their intended start; a part without requests is a gap. Lines across in the colour of warnings: the share that is wanted. Above: the rate offered.`,
  );
}
