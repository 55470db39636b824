import { scalabilityLine } from '../../../../core/chart/lines.ts';
import { entityInk } from '../../charts/ink.ts';
import { type LevelLine, type LevelPoint, levelCurve } from '../../charts/levelCurve.ts';
import { quantileStroke } from '../../charts/strokes.ts';
import { estimateIntervalMs, estimateMs } from '../../content/figures.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import { shortLoad } from '../../content/stepWords.ts';
import { isUsable, scalabilityIn, type UsableStep } from '../../content/usableSteps.ts';
import { html, type Markup } from '../../html/html.ts';
import { type Levels, levelsOf } from '../../tables/levelTable.ts';

const quantiles = ['p50', 'p95', 'p99'] as const;

/** Latency and rate of each level, with the law and the knee of a ladder of concurrency. */
export function levelsFigure(section: ResultSection): Markup | null {
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
