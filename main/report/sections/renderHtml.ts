import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatClockTime, formatDate } from '../../../core/format/dates.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { headline } from '../content/headline.ts';
import { type ReportOutline, type ResultChapter, reportOutline } from '../content/reportOutline.ts';
import { displayText, shortName } from '../displayText.ts';
import { html, Markup } from '../html/html.ts';
import { productMark } from '../html/icons.ts';
import { colourStyle } from '../style/colourTokens.ts';
import { fontStyle, printStyle, screenStyle } from '../style/sheets.ts';
import { dataTable, sortScript, sortScriptHash } from '../tables/DataTable.ts';
import { environmentTables } from '../tables/environmentTables.ts';
import { variantTables } from '../tables/variantTables.ts';
import { answerPage } from './answerPage.ts';
import { contentsList, definitionsChapter, rawDataChapter } from './chapters.ts';
import { overviewSection } from './overviewSection.ts';
import { shapeSection, stabilitySection } from './shapeSection.ts';
import { stepSection } from './stepSection.ts';

// Nothing but what stands in the file: no address is ever asked, from wherever it is opened.
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; script-src '${sortScriptHash}'; base-uri 'none'; form-action 'none'`;

/** The pattern that hatches what is not counted, for every chart of the page. */
const hatch = new Markup(
  '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="hatch" width="5.5" height="5.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5.5" stroke="var(--hatch)" stroke-opacity=".2" stroke-width="2"/></pattern></defs></svg>',
);

/**
 * The report as one self-contained HTML file: fonts, styles and charts stand in it, it needs no network and no script to
 * be read, and printed it is the PDF. Everything that came from outside is escaped.
 */
export function renderHtml(document: ResultDocument): string {
  const outline = reportOutline(document);
  const title = `${headline(document)}: run ${document.run.number}, Inferneo Bench`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Inferneo Bench ${displayText(document.run.fingerprint.product.version)}">
<title>${title}</title>
<style>${new Markup([fontStyle, colourStyle, screenStyle, printStyle].join('\n'))}</style>
</head>
<body>
${hatch}
<main>
${sheet(answerPage(outline), null)}
${chapters(outline)}
</main>
<div class="running-foot" aria-hidden="true">${runningFoot(document)}</div>
<script>${new Markup(sortScript)}</script>
</body>
</html>
`;
  return page.text;
}

function chapters(outline: ReportOutline): Markup[] {
  const { document } = outline;
  const run = shortName(document.run.name);
  const variants = variantTables(document);
  const part = (chapter: string, content: Markup): Markup => sheet(content, { chapter, run });
  const titled = (number: number, title: string): Markup => html`<h2 id="chapter-${number}">${number} ${title}</h2>`;
  return [
    part(
      'Environment',
      html`${contentsList(outline)}${titled(outline.environment, 'Environment')}${environmentTables(document).map((table) => html`<h3>${table.label}</h3>${dataTable(table)}`)}`,
    ),
    ...(variants.length === 0
      ? []
      : [
          part(
            'Variants',
            html`<h2 id="variants">Variants: what fewer bits bring and cost</h2>${variants.map((table) => html`<h3>${table.label}</h3>${dataTable(table)}`)}`,
          ),
        ]),
    ...outline.results.map((chapter) =>
      part(chapter.title, html`${titled(chapter.number, chapter.title)}${results(chapter, document)}`),
    ),
    part(
      'Definitions and raw data',
      html`${titled(outline.definitions, 'Definitions')}${definitionsChapter(document)}${titled(outline.rawData, 'Raw data')}${rawDataChapter(document)}`,
    ),
  ];
}

function results(chapter: ResultChapter, { run }: ResultDocument): Markup[] {
  return chapter.sections.map((section) => {
    const [step] = section.steps;
    if (section.kind === 'shapes') return shapeSection(section);
    if (section.kind === 'stability') return stabilitySection(section);
    if (section.kind === 'levels' || step === undefined) return overviewSection(section);
    return stepSection(section, step, run.fingerprint);
  });
}

const shownOfHash = 16;

/** What every printed page says at its foot: "Run 145 · 24 Nov 2026, 08:40–08:44 UTC · raw data sha256 9f2c 41d7 b0ae 6e15". */
function runningFoot({ run }: ResultDocument): string {
  const began = formatDate(Date.parse(run.startedAt), 'UTC');
  const ended = run.endedAt === undefined ? '' : `–${formatClockTime(Date.parse(run.endedAt), 'UTC')}`;
  const when = `${began}${ended} UTC`;
  const hash = run.recordsHash?.slice(0, shownOfHash).replace(/(.{4})(?=.)/g, '$1 ');
  return [`Run ${formatCount(run.number)}`, when, hash === undefined ? '' : `raw data sha256 ${displayText(hash)}`]
    .filter((part) => part !== '')
    .join(' · ');
}

interface SheetHead {
  /** Left side of the running header: the chapter. */
  chapter: string;
  /** Right side: the run. */
  run: string;
}

/**
 * A part of the report that begins on a page of its own. On paper it is a layout table: the head repeats on each page as
 * the running header, the foot keeps room for the running footer. On a screen it is an ordinary block. The first page has
 * no head.
 */
export function sheet(content: Markup, head: SheetHead | null): Markup {
  const running =
    head &&
    html`<thead><tr><td><div class="running"><span>${productMark}Inferneo Bench · ${head.chapter}</span><span>${head.run}</span></div></td></tr></thead>`;
  return html`<table class="sheet${head === null ? ' answer' : ''}" role="presentation">${running}<tfoot><tr><td></td></tr></tfoot><tbody><tr><td>${content}</td></tr></tbody></table>`;
}
