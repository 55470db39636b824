import type { PlannedStep } from '../contract/plannedStep.ts';
import { type StepResult, stepResult } from '../contract/resultDocument.ts';
import type { StepMeasurement } from '../contract/StepMeasurement.ts';
import { formatCount } from '../format/numbers.ts';
import { elementAt, sortedSamples } from '../statistics/arrays.ts';
import { distributionBins } from '../statistics/distributionBins.ts';
import { toDistributionDocument } from '../statistics/distributionDocument.ts';
import { estimateRate } from '../statistics/estimateRate.ts';
import { percentileCurve, toCurveDocument } from '../statistics/percentileCurve.ts';
import { summarizeSamples } from '../statistics/summarizeSamples.ts';
import { targetTraits } from '../targets/targets.ts';
import { attainmentOf } from './attainment.ts';
import { type CountedRequests, countedRequests } from './countedRequests.ts';
import { describedLoad } from './emptyStep.ts';
import { gatherEvidence } from './gatherEvidence.ts';
import { gatherMachineEvidence } from './machineEvidence.ts';
import { type MeasuredWindow, measuredWindow } from './measuredWindow.ts';
import { memoryFitOf } from './memory/memoryFit.ts';
import { targetProcesses } from './memory/memoryLevels.ts';
import { trendWindowOf } from './memory/memoryOf.ts';
import { withMemoryPerRequest } from './memory/memoryPerRequest.ts';
import { networkOf } from './networkOf.ts';
import { breakingEvidence } from './phases/breakingPoint.ts';
import { phaseFigures } from './phases/phaseFigures.ts';
import { reliabilityOf, stepSteadiness } from './reliability.ts';
import { compareLevels, fitLevels } from './scalability.ts';
import { withObjectives } from './slo/judgeObjective.ts';
import { stepSeries } from './stepSeries.ts';
import { judgeStep } from './summarizeSoFar.ts';
import { summarizeTelemetry } from './summarizeTelemetry.ts';
import { classesOf } from './trafficClasses.ts';

/**
 * Derives a step's result from its raw records, its telemetry and the runner's account. A pure function: derived again
 * from what is stored, it is the same.
 */
export function summarizeStep(measurement: StepMeasurement): StepResult {
  const { step, facts, failure, startedAtMs, clientLimits } = measurement;
  const counted = countedRequests(step, measurement.chunks);
  const window = measuredWindow(counted, facts);
  const failures = counted.failed + counted.timedOut + counted.dropped;
  const classes = classesOf(step, measurement.chunks, window, measurement.earlier);
  const target = targetTraits(step);
  const processes = targetProcesses(step, measurement.serverProcesses);
  const throughput = throughputOf(counted, window, step);
  const steadiness = stepSteadiness(step, counted);
  const errors = errorsOf(counted, measurement);
  const fit =
    step.memoryReserveBytes === undefined
      ? undefined
      : memoryFitOf(measurement.memoryFit, { errors, failure, interrupted: measurement.interrupted });
  const isBrokenOff = failure !== undefined || measurement.interrupted || fit?.fits === false;
  const ofPhases = phaseFigures(measurement, processes);
  const validity = judgeStep({
    ...gatherEvidence(step, counted, facts, measurement.chunks),
    ...breakingEvidence(measurement, ofPhases.breakingPoint),
    steadiness,
    ...(clientLimits === undefined
      ? {}
      : { clientCeilingPerSecond: clientLimits.ceilingPerSecond * (step.load.runners ?? 1) }),
    ...gatherMachineEvidence({
      samples: measurement.telemetry,
      window,
      gpu: measurement.gpu,
      cpuGovernor: measurement.cpuGovernor,
      ...(target.processes === 'byAddress' ? { server: measurement.serverProcesses ?? { found: false } } : {}),
    }),
  });
  const result: StepResult = {
    id: step.id,
    target: step.target,
    engine: step.engine,
    model: step.model.id,
    scenario: step.scenario,
    level: step.level,
    startedAtMs,
    ...(facts === undefined ? {} : { account: { ...facts } }),
    ...ofPhases,
    load: describedLoad(step),
    ...(failure === undefined ? {} : { failure: { ...failure } }),
    ...(measurement.interrupted ? { interrupted: true } : {}),
    requests: {
      sent: counted.ok + counted.failed + counted.timedOut,
      ok: counted.ok,
      failed: counted.failed,
      timedOut: counted.timedOut,
      dropped: counted.dropped,
      reconnects: facts?.reconnects ?? 0,
    },
    errors,
    ...(fit === undefined ? {} : { fit }),
    ...distribution('latencyMs', counted.latencyMs, failures),
    ...(failures > 0 ? distribution('successLatencyMs', counted.latencyMs, 0) : {}),
    ...distribution('serviceMs', counted.serviceMs, failures),
    ...(counted.ttftMs.length > 0 ? distribution('ttftMs', counted.ttftMs, counted.withoutFirstToken) : {}),
    ...distribution('tpotMs', counted.tpotMs, 0),
    ...distribution('itlMs', counted.itlMs, 0),
    ...(step.load.loop === 'open' ? distribution('sendLagMs', counted.sendLagMs, 0) : {}),
    ...(throughput === undefined ? {} : { throughput }),
    ...summarizeTelemetry({
      samples: measurement.telemetry,
      window,
      processes,
      trendWindow: window === undefined ? undefined : trendWindowOf(step, window, facts?.measuredFromMs),
      losses: measurement.telemetryLosses,
      gpu: measurement.gpu,
      ok: counted.ok,
    }),
    network: networkOf(step, counted),
    ...reliabilityOf(counted, failures, steadiness),
    ...(measurement.quality === undefined ? {} : { quality: measurement.quality }),
    // What was in flight when it broke off left no record, and slow requests more often than quick ones.
    validity: isBrokenOff ? { ...validity, verdict: 'invalid' } : validity,
    ...(classes === undefined ? {} : { classes }),
    ...attainmentOf(step, measurement.chunks, window, startedAtMs),
    ...chartsOf(counted, failures),
    series: stepSeries({
      startedAtMs,
      chunks: measurement.chunks,
      telemetry: measurement.telemetry,
      role: 'role' in processes ? processes.role : undefined,
      // What a target does after its last request is a part of a load that has phases.
      untilMs: step.load.phases === undefined ? undefined : ofPhases.phases.at(-1)?.toMs,
      errorKinds: [...counted.failuresByKind.keys()],
      hasNetwork: target.networkAbsent === undefined,
    }),
    ...(facts?.outputSample === undefined ? {} : { outputSample: facts.outputSample }),
  };
  const compared = {
    ...result,
    ...compareLevels(result, measurement.earlier),
    ...fitLevels(result, measurement.earlier),
    ...withMemoryPerRequest(result, measurement.earlier),
  };
  return stepResult.parse(withObjectives(compared, measurement));
}

type DistributionName = 'latencyMs' | 'successLatencyMs' | 'serviceMs' | 'ttftMs' | 'tpotMs' | 'itlMs' | 'sendLagMs';

function distribution(name: DistributionName, samplesMs: Float64Array, failures: number): Partial<StepResult> {
  const summary = summarizeSamples(samplesMs, { failures });
  return summary === undefined ? {} : { [name]: toDistributionDocument(summary) };
}

function throughputOf(
  counted: CountedRequests,
  window: MeasuredWindow | undefined,
  step: PlannedStep,
): StepResult['throughput'] {
  const { batchSize, concurrency = 1 } = step.load;
  if (window === undefined) return undefined;
  const { endsMs } = counted;
  const requests = estimateRate({ firstStartMs: window.fromMs, endsMs, untilMs: window.toMs, concurrency });
  if (requests === undefined) return undefined;
  const perSecond = (amounts: Float64Array): number =>
    amounts.reduce((sum, amount) => sum + amount, 0) / requests.windowSeconds;
  return {
    requestsPerSecond: requests.perSecond,
    itemsPerSecond: requests.perSecond * batchSize,
    ...('interval' in requests.interval95
      ? { interval95: [...requests.interval95.interval] as [number, number] }
      : { intervalAbsent: requests.interval95.absent }),
    ...(targetTraits(step).outputs === 'none' || step.model.task === 'run'
      ? {}
      : {
          inputTokensPerSecond: perSecond(counted.inputTokens),
          ...(counted.withoutOutputTokens > 0
            ? { outputTokensAbsent: whyNoTokens(counted) }
            : { outputTokensPerSecond: perSecond(counted.outputTokens) }),
        }),
  };
}

/** A rate that leaves requests out would be that of the others. */
function whyNoTokens({ withoutOutputTokens, ok }: CountedRequests): string {
  return `the server did not say how many tokens ${formatCount(withoutOutputTokens)} of ${formatCount(ok)} replies have`;
}

function errorsOf(counted: CountedRequests, { facts }: StepMeasurement): StepResult['errors'] {
  return [...counted.failuresByKind].map(([index, count]) => {
    const known = facts?.errorKinds[index - 1];
    return {
      kind: known?.kind ?? 'unknown',
      count,
      example: known?.example ?? 'the runner ended before it could tell',
    };
  });
}

function chartsOf(counted: CountedRequests, failures: number): Partial<StepResult> {
  const all = new Float64Array(counted.latencyMs.length + failures).fill(Number.POSITIVE_INFINITY);
  all.set(counted.latencyMs);
  if (all.length === 0) return {};
  const sorted = sortedSamples(all);
  const histogram = Number.isFinite(elementAt(sorted, 0)) ? { histogram: { ...distributionBins(sorted) } } : {};
  return { curve: toCurveDocument(percentileCurve(sorted)), ...histogram };
}
