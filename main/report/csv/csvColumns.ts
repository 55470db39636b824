import { type Distribution, type PossiblyInfinite, percentileNames } from '../../../core/contract/distribution.ts';
import type { ObjectiveResult } from '../../../core/contract/ladderFigures.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../../../core/format/absences.ts';
import { visibleText } from '../../../core/format/visibleText.ts';

const valueColumn = (name: string, value: (step: StepResult) => CsvValue | PossiblyInfinite): StepColumn => ({
  name,
  value,
});

const joined = (parts: readonly string[] | undefined): string | undefined => parts?.join('; ');

/**
 * Columns of what only some scenarios find. A class, a phase or an objective is no column, since a file has no room for as
 * many as a run may have: theirs are lists of "name=value" in the order of the result.
 */
const scenarioColumns: readonly StepColumn[] = [
  valueColumn('memory.perRequestBytes', (step) => figuresOf(step.memory)?.perRequestBytes),
  valueColumn('memory.perRequest.low95Bytes', (step) => figuresOf(step.memory)?.perRequestBytesInterval95?.[0]),
  valueColumn('memory.perRequest.high95Bytes', (step) => figuresOf(step.memory)?.perRequestBytesInterval95?.[1]),
  valueColumn('memory.perRequest.absent', (step) => figuresOf(step.memory)?.perRequestAbsent),
  valueColumn('memory.baseBytes', (step) => figuresOf(step.memory)?.baseBytes),
  valueColumn('memory.leakPerHourBytes', (step) => figuresOf(step.memory)?.leakBytesPerHour),
  valueColumn('memory.leakPerHour.low95Bytes', (step) => figuresOf(step.memory)?.leakBytesPerHourInterval95?.[0]),
  valueColumn('memory.leakPerHour.high95Bytes', (step) => figuresOf(step.memory)?.leakBytesPerHourInterval95?.[1]),
  valueColumn('memory.leak.absent', (step) => figuresOf(step.memory)?.leakAbsent),
  valueColumn('memory.of', (step) => figuresOf(step.memory)?.of),
  valueColumn('fit', (step) => (step.fit === undefined ? undefined : step.fit.fits ? 'yes' : 'no')),
  valueColumn('fit.explanation', (step) => step.fit?.explanation),
  valueColumn('skipped', (step) => step.skipped?.reason),
  valueColumn('burst.penaltyP50Ratio', (step) => figuresOf(step.burst)?.penaltyP50),
  valueColumn('burst.penaltyP95Ratio', (step) => figuresOf(step.burst)?.penaltyP95),
  valueColumn('burst.late', (step) => figuresOf(step.burst)?.late),
  valueColumn('burst.shed', (step) => figuresOf(step.burst)?.shed),
  valueColumn('burst.absent', (step) => absenceOf(step.burst)),
  valueColumn('recovery.seconds', (step) => figuresOf(step.recovery)?.seconds),
  valueColumn('recovery.lowSeconds', (step) => figuresOf(step.recovery)?.intervalSeconds[0]),
  valueColumn('recovery.highSeconds', (step) => figuresOf(step.recovery)?.intervalSeconds[1]),
  valueColumn('recovery.baseP95Ms', (step) => figuresOf(step.recovery)?.baseP95Ms),
  valueColumn('recovery.absent', (step) => absenceOf(step.recovery)),
  valueColumn('breakingPoint.offeredPerSecond', (step) => figuresOf(step.breakingPoint)?.offeredPerSecond),
  valueColumn('breakingPoint.low95PerSecond', (step) => figuresOf(step.breakingPoint)?.interval95?.[0]),
  valueColumn('breakingPoint.high95PerSecond', (step) => figuresOf(step.breakingPoint)?.interval95?.[1]),
  valueColumn('breakingPoint.completedPerSecond', (step) => figuresOf(step.breakingPoint)?.completedPerSecond),
  valueColumn('breakingPoint.cause', (step) => figuresOf(step.breakingPoint)?.cause),
  valueColumn('breakingPoint.absent', (step) => absenceOf(step.breakingPoint)),
  valueColumn('attainment.ratios', (step) =>
    joined(figuresOf(step.attainment)?.objectives.map(({ objective, share }) => `${objective}=${share}`)),
  ),
  valueColumn('attainment.absent', (step) => absenceOf(step.attainment)),
  valueColumn('classes.p50Ms', (step) =>
    joined(step.classes?.map(({ name, latencyMs }) => `${name}=${latencyMs?.p50 ?? 'not measured'}`)),
  ),
  valueColumn('classes.interferenceRatios', (step) => {
    const told = step.classes?.flatMap(({ name, interference }) => {
      const figures = figuresOf(interference);
      return figures === undefined ? [] : [`${name}=${figures.ratio}`];
    });
    return told?.length === 0 ? undefined : joined(told);
  }),
  valueColumn('load.traffic', (step) => step.load.traffic),
];

/** A column of the file: its name, which ends in its unit, and its value of a step. */
interface StepColumn {
  name: string;
  value(step: StepResult): CsvValue;
}

const column = (name: string, value: (step: StepResult) => CsvValue | PossiblyInfinite): StepColumn => ({
  name,
  value,
});

const estimates = ['mean', ...percentileNames] as const;

function distributionColumns(field: 'latency' | 'successLatency' | 'service' | 'ttft' | 'tpot' | 'itl' | 'sendLag') {
  const of = (step: StepResult): Distribution | undefined => step[`${field}Ms`];
  return [
    column(`${field}.count`, (step) => of(step)?.count),
    column(`${field}.stdDevMs`, (step) => of(step)?.stdDev),
    column(`${field}.minMs`, (step) => of(step)?.min),
    ...estimates.flatMap((estimate) => [
      column(`${field}.${estimate}Ms`, (step) => of(step)?.[estimate]),
      column(`${field}.${estimate}.low95Ms`, (step) => of(step)?.interval95[estimate]?.[0]),
      column(`${field}.${estimate}.high95Ms`, (step) => of(step)?.interval95[estimate]?.[1]),
    ]),
    ...percentileNames.map((name) => column(`${field}.${name}.bound99Ms`, (step) => of(step)?.bounds99?.[name])),
    column(`${field}.maxMs`, (step) => of(step)?.max),
    column(`${field}.belowFloor`, (step) => of(step)?.belowFloor.join(' ')),
  ];
}

/** Fields of a group that either has figures or says why it has none. */
function measured<Group extends object>(group: Group | { absent: string }): Partial<Group> {
  return 'absent' in group ? {} : (group as Group);
}

function absence(group: object): string | undefined {
  return 'absent' in group && typeof group.absent === 'string' ? group.absent : undefined;
}

function quality(step: StepResult) {
  return step.quality === undefined ? {} : measured(step.quality);
}

function scalability(step: StepResult) {
  return step.scalability === undefined ? {} : measured(step.scalability);
}

/** The objectives of a step that came out so, in the order in which they were asked for. */
function objectivesThat({ slo }: StepResult, isSo: (result: ObjectiveResult) => boolean): string | undefined {
  return slo
    ?.filter(isSo)
    .map(({ objective }) => objective)
    .join('; ');
}

/** Every column of a step, in order. */
export const stepColumns: readonly StepColumn[] = [
  column('step', (step) => step.id),
  column('target', (step) => step.target),
  column('engine', (step) => step.engine),
  column('model', (step) => step.model),
  column('scenario', (step) => step.scenario),
  column('level', (step) => step.level.label),
  column('load.loop', (step) => step.load.loop),
  column('load.concurrency', (step) => step.load.concurrency),
  column('load.ratePerSecond', (step) => step.load.ratePerSecond),
  column('load.arrival', (step) => step.load.arrival),
  column('load.batchSize', (step) => step.load.batchSize),
  column('load.seed', (step) => step.load.seed),
  column('load.promptTokens', (step) => step.load.promptTokens),
  column('load.outputTokens', (step) => step.load.outputTokens),
  column('load.warmupSeconds', (step) => step.load.warmupSeconds),
  column('load.durationSeconds', (step) => step.load.durationSeconds),
  column('validity', (step) => step.validity.verdict),
  column('failure', (step) => step.failure?.reason),
  column('interrupted', (step) => (step.interrupted ? 'yes' : undefined)),
  ...(['sent', 'ok', 'failed', 'timedOut', 'dropped', 'reconnects'] as const).map((outcome) =>
    column(`requests.${outcome}`, (step) => step.requests[outcome]),
  ),
  ...distributionColumns('latency'),
  ...distributionColumns('successLatency'),
  ...distributionColumns('service'),
  ...distributionColumns('ttft'),
  ...distributionColumns('tpot'),
  ...distributionColumns('itl'),
  ...distributionColumns('sendLag'),
  column('throughput.requestsPerSecond', (step) => step.throughput?.requestsPerSecond),
  column('throughput.requests.low95PerSecond', (step) => step.throughput?.interval95?.[0]),
  column('throughput.requests.high95PerSecond', (step) => step.throughput?.interval95?.[1]),
  column('throughput.itemsPerSecond', (step) => step.throughput?.itemsPerSecond),
  column('throughput.inputTokensPerSecond', (step) => step.throughput?.inputTokensPerSecond),
  column('throughput.outputTokensPerSecond', (step) => step.throughput?.outputTokensPerSecond),
  column('throughput.outputTokens.absent', (step) => step.throughput?.outputTokensAbsent),
  column('throughput.goodputPerSecond', (step) => step.throughput?.goodputPerSecond),
  column('throughput.goodput.absent', (step) => step.throughput?.goodputAbsent),
  column('slo.met', (step) => objectivesThat(step, ({ met }) => met === true)),
  column('slo.missed', (step) => objectivesThat(step, ({ met }) => met === false)),
  column('slo.notMeasured', (step) => objectivesThat(step, ({ met }) => met === undefined)),
  column('search.endedBy', (step) => step.search?.endedBy),
  column('search.explanation', (step) => step.search?.explanation),
  column('search.highestRequestsPerSecond', (step) => step.search?.highestRequestsPerSecond),
  column('search.kneeConcurrency', (step) => step.search?.kneeConcurrency),
  column('batch.efficiencyRatio', (step) => step.batch?.efficiency),
  column('concurrency.maximum', (step) => step.concurrency?.maximum),
  column('concurrency.scalingEfficiencyRatio', (step) => step.concurrency?.scalingEfficiency),
  column('scalability.uslAlphaRatio', (step) => scalability(step).uslAlpha),
  column('scalability.uslBetaRatio', (step) => scalability(step).uslBeta),
  column('scalability.uslRequestsPerSecond', (step) => scalability(step).uslRequestsPerSecond),
  column('scalability.kneeConcurrency', (step) => scalability(step).kneeConcurrency),
  column('scalability.knee.absent', (step) => scalability(step).kneeAbsent),
  column('scalability.saturationRequestsPerSecond', (step) => scalability(step).saturationRequestsPerSecond),
  column('scalability.saturation.absent', (step) => scalability(step).saturationAbsent),
  column('scalability.rSquaredRatio', (step) => scalability(step).rSquared),
  column('scalability.absent', (step) => step.scalability && absence(step.scalability)),
  column('memory.peakBytes', (step) => measured(step.memory).peakBytes),
  column('memory.meanBytes', (step) => measured(step.memory).meanBytes),
  column('memory.absent', (step) => absence(step.memory)),
  ...scenarioColumns,
  column('cpu.meanPercent', (step) => measured(step.cpu).meanPercent),
  column('cpu.peakPercent', (step) => measured(step.cpu).peakPercent),
  column('cpu.absent', (step) => absence(step.cpu)),
  column('gpu.absent', (step) => absence(step.gpu)),
  column('network.sentBytes', (step) => measured(step.network).sentBytes),
  column('network.receivedBytes', (step) => measured(step.network).receivedBytes),
  column('network.sentBytesPerRequest', (step) => measured(step.network).sentBytesPerRequest),
  column('network.receivedBytesPerRequest', (step) => measured(step.network).receivedBytesPerRequest),
  column('network.chunksPerResponse', (step) => measured(step.network).chunksPerResponse),
  column('network.absent', (step) => absence(step.network)),
  column('reliability.errorRateRatio', (step) => step.reliability?.errorRate),
  column('reliability.stabilityScore', (step) => step.reliability?.stabilityScore),
  column('reliability.stability.absent', (step) => step.reliability?.stabilityAbsent),
  column('reliability.driftPerHourRatio', (step) => step.reliability?.driftPerHour),
  column('reliability.driftPerHour.low95Ratio', (step) => step.reliability?.driftPerHourInterval95?.[0]),
  column('reliability.driftPerHour.high95Ratio', (step) => step.reliability?.driftPerHourInterval95?.[1]),
  column('reliability.drift.absent', (step) => step.reliability?.driftAbsent),
  column('quality.reference', (step) => quality(step).reference),
  column('quality.samples', (step) => quality(step).samples),
  ...(['exactMatch', 'tokenAgreement', 'logitCosine', 'accuracy'] as const).map((figure) =>
    column(`quality.${figure}Ratio`, (step) => quality(step)[figure]),
  ),
  column('quality.klDivergenceNats', (step) => quality(step).klDivergence),
  column('quality.absent', (step) => step.quality && absence(step.quality)),
];

/** What a field of a CSV file may be; nothing stands for what was not measured. */
type CsvValue = string | number | undefined;

/**
 * A spreadsheet reads text with one of these in front as a formula, also in the full width of Asian scripts, and some pass
 * over what is white before it.
 */
const formulaStart = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/;
const needsQuotes = /[",;\t\r\n]/;

/**
 * One field by RFC 4180. Numbers are written with full precision and as they are; text that a spreadsheet would run as a
 * formula gets an apostrophe in front, which spreadsheets take as "this is text". Tabs and line breaks stay, in quotes;
 * other characters that a terminal would obey, or that would turn the text around, are shown by their code.
 */
export function csvField(value: CsvValue): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const shown = value
    .split(/([\t\r\n]+)/)
    .map((part, index) => (index % 2 === 1 ? part : visibleText(part)))
    .join('');
  const harmless = formulaStart.test(shown) ? `'${shown}` : shown;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
