import { scalabilityLine } from '../../../core/chart/scalabilityLine.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { scalabilitySentences } from '../../../core/format/scalabilityWords.ts';
import { scenarioAnswer } from '../../../core/format/scenarioAnswer.ts';
import { searchSentences } from '../../../core/format/searchWords.ts';
import { entityInk } from '../charts/entityInk.ts';
import { type LevelLine, type LevelPoint, levelCurve } from '../charts/levelCurve.ts';
import { quantileStroke } from '../charts/quantileStroke.ts';
import { estimateIntervalMs, estimateMs } from '../content/distributionFigures.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { scalabilityIn } from '../content/scalabilityIn.ts';
import { shortLoad } from '../content/stepWords.ts';
import { isUsable, type UsableStep } from '../content/usableSteps.ts';
import { displayText } from '../displayText.ts';
import { dataTable } from '../html/dataTable.ts';
import { html } from '../html/html.ts';
import type { Markup } from '../html/Markup.ts';
import { groupTable } from '../tables/groupTable.ts';
import { type Levels, levelsOf } from '../tables/levelsOf.ts';
import { efficiencyFigure } from './scenarios/efficiencyFigure.ts';
import { scalingFigure } from './scenarios/scalingFigure.ts';
import { sectionHead } from './sectionHead.ts';

const longestExplanation = 600;

const quantiles = ['p50', 'p95', 'p99'] as const;

/** The levels of one scenario side by side: what more load or a larger batch costs and brings. */
export function overviewSection(section: ResultSection): Markup {
  const flagged =
    section.scenario?.startsWith('memory/') !== true &&
    section.steps.some(({ latencyMs }) => latencyMs?.belowFloor.includes('p95'));
  return html`<section class="step" id="${section.anchor}"><div class="keep">${sectionHead(section)}${searchMessage(section)}${scalabilityMessage(section)}${answerMessage(section)}${figureOf(section)}</div>
${dataTable(groupTable(section))}${flagged && html`<p class="note">† below its sample floor.</p>`}</section>`;
}

/** What a search found and how it ended. */
function searchMessage({ steps }: ResultSection): Markup | null {
  const search = steps.find((step) => step.search !== undefined)?.search;
  if (search === undefined) return null;
  return html`<p class="load">${displayText(searchSentences(search).join(' '), longestExplanation)}</p>`;
}

/** What a scenario of memory found, over all of its steps. */
function answerMessage({ scenario, steps }: ResultSection): Markup | null {
  const answer = scenario?.startsWith('memory/') ? scenarioAnswer(scenario, steps) : undefined;
  return answer === undefined
    ? null
    : html`<p class="load">${endSentence(displayText(answer, longestExplanation))}</p>`;
}

function figureOf(section: ResultSection): Markup | null {
  if (section.scenario === 'memory/memory_efficiency') return efficiencyFigure(section);
  return section.scenario === 'memory/memory_scaling' ? scalingFigure(section) : figure(section);
}

/** By which law throughput grows with the load, where the section is a ladder of concurrency. */
function scalabilityMessage(section: ResultSection): Markup | null {
  const scalability = scalabilityIn(section);
  if (scalability === undefined) return null;
  return html`<p class="load">${displayText(scalabilitySentences(scalability).join(' '), longestExplanation)}</p>`;
}

function figure(section: ResultSection): Markup | null {
  const levels = levelsOf(section.scenario);
  const steps = section.steps.filter(isUsable).toSorted((a, b) => levels.level(a) - levels.level(b));
  const rates = steps.flatMap((step): LevelPoint[] => {
    const value = levels.perSecond(step);
    const interval = levels.interval(step);
    return value === undefined ? [] : [{ level: levels.level(step), value, ...(interval ? { interval } : {}) }];
  });
  const law = scalabilityLine(scalabilityIn(section), rates[0]?.level ?? 1, rates.at(-1)?.level ?? 1);
  const knee = section.steps.find(({ search }) => search !== undefined)?.search?.kneeConcurrency;
  const chart = levelCurve({
    id: `${section.anchor}-l`,
    label: `${section.title}: ${steps.map((step) => shortLoad(step)).join(', ')}`,
    ink: entityInk(section.subject.index),
    levelTitle: levels.isBatch ? 'Batch size' : 'Requests in flight',
    latencyTitle: levels.isBatch ? 'Latency per item, ms (log)' : 'Latency, ms (log scale)',
    latencies: quantiles.map(
      (name): LevelLine => ({
        name,
        ...quantileStroke[name],
        points: steps.map((step) => pointOf(step, name, levels)),
      }),
    ),
    rateTitle: levels.isBatch ? 'Items/s' : 'Requests/s',
    rateName: 'measured',
    rates,
    ...(knee === undefined ? {} : { kneeLevel: knee }),
    ...(law.length === 0 ? {} : { law }),
  });
  if (chart === null) return null;
  const ideal = levels.isBatch ? 'larger batches at no more time' : 'each further request adding as much as the first';
  return html`<h4>Figure ${section.number} ${levels.isBatch ? 'What do larger batches cost and bring?' : 'Where does it saturate?'}</h4><figure>${chart}<figcaption>Bands: 95\u00a0% intervals. Hollow points and †: below their sample floor. Dotted in the lower part: ideal, ${ideal}.${knee !== undefined && ' Dashed: the knee.'}${law.length > 0 && ' Dash-dotted: the law.'}</figcaption></figure>`;
}

function pointOf(step: UsableStep, name: (typeof quantiles)[number], levels: Levels): LevelPoint {
  const divisor = levels.divisor(step);
  const interval = estimateIntervalMs(step.latencyMs, name);
  const belowFloor = step.latencyMs.belowFloor.includes(name);
  return {
    level: levels.level(step),
    value: estimateMs(step.latencyMs, name) / divisor,
    belowFloor,
    ...(interval && !belowFloor ? { interval: [interval[0] / divisor, interval[1] / divisor] } : {}),
  };
}
