import { endSentence } from '../../../core/format/absences.ts';
import { scalabilitySentences } from '../../../core/format/scalabilityWords.ts';
import { searchSentences } from '../../../core/format/searchWords.ts';
import { asksMemory, memoryAnswer } from '../content/memoryAnswer.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { scalabilityIn } from '../content/usableSteps.ts';
import { displayText } from '../displayText.ts';
import { html, type Markup } from '../html/html.ts';
import { dataTable } from '../tables/DataTable.ts';
import { groupTable } from '../tables/memoryLevelTable.ts';
import { levelsFigureOf } from './figuresByKind.ts';
import { sectionHead } from './sectionHead.ts';

const longestExplanation = 600;

/** The levels of one scenario side by side: what more load or a larger batch costs and brings. */
export function overviewSection(section: ResultSection): Markup {
  const flagged = !asksMemory(section) && section.steps.some(({ latencyMs }) => latencyMs?.belowFloor.includes('p95'));
  return html`<section class="step" id="${section.anchor}"><div class="keep">${sectionHead(section)}${searchMessage(section)}${scalabilityMessage(section)}${answerMessage(section)}${levelsFigureOf(section)}</div>
${dataTable(groupTable(section))}${flagged && html`<p class="note">† below its sample floor.</p>`}</section>`;
}

/** What a search found and how it ended. */
function searchMessage({ steps }: ResultSection): Markup | null {
  const search = steps.find((step) => step.search !== undefined)?.search;
  if (search === undefined) return null;
  return html`<p class="load">${displayText(searchSentences(search).join(' '), longestExplanation)}</p>`;
}

/** What a scenario that asks about memory found, over all of its steps. */
function answerMessage(section: ResultSection): Markup | null {
  const answer = memoryAnswer(section);
  return answer === undefined
    ? null
    : html`<p class="load">${endSentence(displayText(answer, longestExplanation))}</p>`;
}

/** By which law throughput grows with the load, where the section is a ladder of concurrency. */
function scalabilityMessage(section: ResultSection): Markup | null {
  const scalability = scalabilityIn(section);
  if (scalability === undefined) return null;
  return html`<p class="load">${displayText(scalabilitySentences(scalability).join(' '), longestExplanation)}</p>`;
}
