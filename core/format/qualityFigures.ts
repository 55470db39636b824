import { formatCount, formatFixed, formatShare, joinQuantity } from './numbers.ts';

/** How far outputs agree with a reference, as a result has it. */
interface QualityOfResult {
  reference: string;
  samples: number;
  exactMatch?: number | undefined;
  tokenAgreement?: number | undefined;
  logitCosine?: number | undefined;
  klDivergence?: number | undefined;
  accuracy?: number | undefined;
}

interface QualityFigure {
  /** In running text. */
  name: string;
  value: string;
  /** What it is, for who asks. */
  meaning: string;
}

const leastDecimals = 4;
const mostDecimals = 9;

/** Every figure of quality that was measured, the most telling first, and what they rest on. */
export function qualityFigures(quality: QualityOfResult): QualityFigure[] {
  const { accuracy, tokenAgreement, exactMatch, logitCosine, klDivergence } = quality;
  const figures: [string, string | undefined, string][] = [
    ['accuracy', share(accuracy), 'share of samples whose answer is the label’s'],
    isOfOutputs(quality)
      ? ['token agreement', share(tokenAgreement), 'mean share of an output’s positions with the same token']
      : ['top-1 agreement', share(tokenAgreement), 'share of positions with the same likeliest token'],
    ['exact match', share(exactMatch), 'share of samples whose outputs are the same throughout'],
    ['logit cosine', cosine(logitCosine), 'cosine of the angle between the two vectors of logits; 1 is the same'],
    [
      'KL',
      klDivergence === undefined
        ? undefined
        : joinQuantity({ number: formatFixed(klDivergence, leastDecimals), unit: 'nats' }),
      'Kullback-Leibler divergence of the next token’s distribution from the reference’s; 0 is the same',
    ],
  ];
  return figures.flatMap(([name, value, meaning]) => (value === undefined ? [] : [{ name, value, meaning }]));
}

/** Whether outputs were held against those of another target: no other comparison tells both figures of them. */
export function isOfOutputs({ exactMatch, tokenAgreement }: QualityOfResult): boolean {
  return exactMatch !== undefined && tokenAgreement !== undefined;
}

/** What the figures of quality are means over: "160 positions", "16 outputs" or "24 samples". */
export function qualityBasis(quality: QualityOfResult): string {
  const { samples, tokenAgreement, logitCosine } = quality;
  const hasTokens = tokenAgreement !== undefined || logitCosine !== undefined;
  const one = isOfOutputs(quality) ? 'output' : hasTokens ? 'position' : 'sample';
  return `${formatCount(samples)} ${samples === 1 ? one : `${one}s`}`;
}

/** All of it in one line, to stand after what it is held against: "top-1 agreement 97.1 %, KL 0.0012 nats, 160 positions". */
export function qualitySentence(quality: QualityOfResult): string {
  const figures = qualityFigures(quality).map(({ name, value }) => `${name} ${value}`);
  return [...figures, qualityBasis(quality)].join(', ');
}

function share(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatShare(value);
}

/** Four decimals, or as many as tell it from 1. */
function cosine(value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  let decimals = leastDecimals;
  while (value < 1 && decimals < mostDecimals && Number(value.toFixed(decimals)) >= 1) decimals += 1;
  return formatFixed(value, decimals);
}
