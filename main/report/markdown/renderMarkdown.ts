import { verdictSentence } from '../../../core/analysis/verdictSentence.ts';
import type { CheckResult, ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { scalabilitySentences } from '../../../core/format/scalabilityWords.ts';
import { searchSentences } from '../../../core/format/searchWords.ts';
import { advice } from '../content/advice.ts';
import { headline } from '../content/headline.ts';
import { lead } from '../content/lead.ts';
import { limits } from '../content/limits.ts';
import { subjectLine } from '../content/machineWords.ts';
import { memoryAnswer } from '../content/memoryAnswer.ts';
import type { Phrase } from '../content/Phrase.ts';
import { rawDataSentences } from '../content/rawDataSentences.ts';
import { type ReportOutline, type ResultSection, reportOutline } from '../content/reportOutline.ts';
import { latencyNotes, objectiveNotes, stabilityNotes } from '../content/stepNotes.ts';
import { loadSentences } from '../content/stepWords.ts';
import { sureness } from '../content/sureness.ts';
import { scalabilityIn } from '../content/usableSteps.ts';
import { displayText } from '../displayText.ts';
import { environmentTables } from '../tables/environmentTables.ts';
import { keyFigureTable } from '../tables/keyFigureTable.ts';
import { latencyTable } from '../tables/latencyTable.ts';
import { groupTable } from '../tables/memoryLevelTable.ts';
import { errorTable, outcomeTable } from '../tables/outcomeTable.ts';
import { scenarioTables } from '../tables/scenarioTables.ts';
import { objectiveTable, stabilityTable } from '../tables/stabilityTable.ts';
import { variantTables } from '../tables/variantTables.ts';
import { markdownTable, markdownText } from './markdownTable.ts';

const mostRows = 200;

/** The report as Markdown that GitHub sets: the same words, numbers and tables as the HTML, without charts. */
export function renderMarkdown(document: ResultDocument): string {
  const outline = reportOutline(document);
  const sections = outline.results.flatMap((chapter) => [
    heading(2, `${chapter.number} ${chapter.title}`),
    ...chapter.sections.flatMap(resultBlocks),
  ]);
  const raw = rawDataSentences(document);
  const variants = variantTables(document);
  const blocks = [
    ...answer(outline),
    heading(2, `${outline.environment} Environment`),
    ...environmentTables(document).flatMap((table) => [heading(3, table.label), markdownTable(table)]),
    ...(variants.length === 0 ? [] : [heading(2, 'Variants: what fewer bits bring and cost')]),
    ...variants.flatMap((table) => [heading(3, table.label), markdownTable(table)]),
    ...sections,
    heading(2, `${outline.rawData} Raw data`),
    markdownText(raw.sentences.join(' ')),
    `    ${raw.command}`,
    ...(raw.hash === undefined ? [] : [`sha256 of the request records: ${markdownText(raw.hash)}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function heading(level: number, text: string): string {
  return `${'#'.repeat(level)} ${markdownText(text)}`;
}

function phraseMarkdown(phrase: Phrase): string {
  return phrase
    .map((part) => (typeof part === 'string' ? markdownText(part) : `**${markdownText(part.strong)}**`))
    .join('');
}

function answer({ document, subjects }: ReportOutline): string[] {
  const { sentence, checks, reason } = sureness(document);
  const figures = keyFigureTable(subjects, mostRows);
  const actions = advice(document).map(
    ({ action, because }, index) => `${index + 1}. **${markdownText(action)}** ${markdownText(because)}`,
  );
  return [
    heading(1, headline(document)),
    markdownText(subjectLine(document)),
    phraseMarkdown(lead(document)),
    `**${markdownText(sentence)}**: ${markdownText(reason === undefined ? checks : `${displayText(reason)}; ${checks}`)}.`,
    ...(figures === null ? [] : [heading(2, 'Key figures'), markdownTable(figures)]),
    ...(actions.length === 0 ? [] : [heading(2, 'What to do'), actions.join('\n')]),
    heading(2, 'What this does not say'),
    markdownText(limits(document).join(' ')),
  ];
}

function resultBlocks(section: ResultSection): string[] {
  const title = heading(3, `${section.number} ${section.title}`);
  const [step] = section.steps;
  if (section.kind === 'levels') {
    const search = section.steps.find((one) => one.search !== undefined)?.search;
    const found = search === undefined ? [] : [markdownText(displayText(searchSentences(search).join(' '), 600))];
    const scalability = scalabilityIn(section);
    const words = scalability === undefined ? [] : scalabilitySentences(scalability);
    const law = words.length === 0 ? [] : [markdownText(displayText(words.join(' '), 600))];
    return [title, ...found, ...law, ...answerOf(section), markdownTable(groupTable(section))];
  }
  if (section.kind === 'stability') {
    return [title, markdownTable(stabilityTable(section.steps)), ...stabilityNotes(section).map(markdownText)];
  }
  if (section.kind === 'shapes' || step === undefined) return [];
  const load = step.skipped === undefined ? [markdownText(loadSentences(step))] : [];
  return [title, ...load, ...stepBlocks(step)];
}

function answerOf(section: ResultSection): string[] {
  const answer = memoryAnswer(section);
  return answer === undefined ? [] : [markdownText(displayText(endSentence(answer), 600))];
}

function stepBlocks(step: StepResult): string[] {
  const { validity } = step;
  if (step.skipped !== undefined) return [markdownText(`Not tried: ${endSentence(displayText(step.skipped.reason))}`)];
  const latency = latencyTable(step);
  const objectives = objectiveTable(step);
  const { headline: doubt, explanation } = verdictSentence(step);
  const verdict = `**${markdownText(displayText(doubt))}.** ${markdownText(displayText(explanation ?? ''))}`.trim();
  return [
    ...(step.interrupted ? ['**Interrupted.** What was measured until then is kept.'] : []),
    ...scenarioTables(step).flatMap((table) => [`${markdownText(table.label)}:`, markdownTable(table)]),
    ...(latency === null
      ? []
      : [`${markdownText(latency.label)}:`, markdownTable(latency), ...latencyNotes(step.latencyMs).map(markdownText)]),
    ...(step.requests.sent > 0 ? [markdownTable(outcomeTable(step))] : []),
    ...(objectives === null
      ? []
      : [`${markdownText(objectives.label)}:`, markdownTable(objectives), ...objectiveNotes(step).map(markdownText)]),
    ...(step.errors.length > 0 ? [markdownTable(errorTable(step))] : []),
    verdict,
    ...(validity.checks.length === 0 ? [] : [validity.checks.map(checkLine).join('\n')]),
  ];
}

function checkLine({ id, status, detail }: CheckResult): string {
  return `- ${status}: \`${id}\` ${markdownText(displayText(detail))}`;
}
