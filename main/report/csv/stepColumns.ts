import { type Distribution, type PossiblyInfinite, percentileNames } from '../../../core/contract/distribution.ts';
import type { ObjectiveResult } from '../../../core/contract/ladderFigures.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { CsvValue } from './csvField.ts';
import { scenarioColumns } from './scenarioColumns.ts';

/** A column of the file: its name, which ends in its unit, and its value of a step. */
export interface StepColumn {
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
