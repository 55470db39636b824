import { countedRequests } from '../../../core/analysis/countedRequests.ts';
import type { Calibration, ClientLimits } from '../../../core/contract/calibration.ts';
import type { NullServerCommand, NullServerEvent } from '../../../core/contract/nullServerProtocol.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { ServedProtocol } from '../../../core/contract/targetKind.ts';
import { plainScenario } from '../../../core/scenarios/scenarios.ts';
import { sortedSamples } from '../../../core/statistics/arrays.ts';
import { percentileOfSorted } from '../../../core/statistics/percentiles.ts';
import { addressOf, kindCalibratedBy } from '../../../core/targets/targets.ts';
import { RunClock } from '../RunClock.ts';
import { describeExit, FailureError } from '../sessions/FailureError.ts';
import { RunnerSession } from '../sessions/RunnerSession.ts';
import { readyWorker } from '../sessions/readyWorker.ts';
import type { StartWorker, WorkerProcess } from '../workers/WorkerProcess.ts';

/** Enough in flight that the client never waits for the server. */
const ceilingConcurrency = 32;
/** All five measurements together stay below five seconds, starting the processes included. */
const ceilingSeconds = 0.8;
const floorSeconds = 0.4;
const warmupSeconds = 0.2;
const plantedMs = 10;

interface CalibrateOptions {
  startWorker: StartWorker;
  protocol: ServedProtocol;
  /** What it is measured on. */
  machine: string;
  /** ISO 8601. */
  measuredAt: string;
  signal: AbortSignal;
}

/**
 * Measures what the client can do at most and what it costs at least: against a server that answers at once, 32 in flight
 * for the ceiling and one for the floor, streamed and whole; and one in flight against a server of constant latency.
 * Ceiling and floor belong to client and null server together: on a small machine they share its cores.
 *
 * @throws FailureError when a process fails, or the signal's reason when it aborts.
 */
export async function calibrateClient(options: CalibrateOptions): Promise<Calibration> {
  const { startWorker, protocol, machine, measuredAt, signal } = options;
  const sessions: { close(): Promise<void> }[] = [];
  const started = async <Session extends { close(): Promise<void> }>(start: Promise<Session>): Promise<Session> => {
    const session = await start;
    sessions.push(session);
    return session;
  };
  try {
    const runner = await started(RunnerSession.start(startWorker, ignoreLog, signal));
    const atOnce = await started(NullServerSession.start(startWorker, protocol, 0, signal));
    const constant = await started(NullServerSession.start(startWorker, protocol, plantedMs, signal));
    const measure = (url: string, stream: boolean, concurrency: number): Promise<ClientFigures> =>
      measureClient(runner, nullStep(protocol, url, stream, concurrency), signal);
    const limits = async (stream: boolean): Promise<ClientLimits> => {
      const { perSecond } = await measure(atOnce.url, stream, ceilingConcurrency);
      const { medianMs } = await measure(atOnce.url, stream, 1);
      return { ceilingPerSecond: perSecond, floorMs: medianMs };
    };
    return {
      protocol,
      measuredAt,
      machine,
      streamed: await limits(true),
      whole: await limits(false),
      constantLatency: { plantedMs, measuredMs: (await measure(constant.url, false, 1)).medianMs },
    };
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
  }
}

interface ClientFigures {
  perSecond: number;
  medianMs: number;
}

async function measureClient(runner: RunnerSession, step: PlannedStep, signal: AbortSignal): Promise<ClientFigures> {
  const chunks: RecordChunk[] = [];
  const listeners = { onPhase: ignoreLog, onLive: ignoreLog, onRecords: (chunk: RecordChunk) => chunks.push(chunk) };
  const access = { kind: 'address' as const, url: addressOf(step), headers: {} };
  const { failure, facts } = await runner.runStep(step, access, new RunClock().origin, listeners, signal);
  signal.throwIfAborted();
  if (failure !== undefined) throw new FailureError(failure);
  const { serviceMs } = countedRequests(step, chunks);
  const windowMs = (facts?.measuredToMs ?? 0) - (facts?.measuredFromMs ?? 0);
  return {
    perSecond: (1000 * serviceMs.length) / windowMs,
    medianMs: percentileOfSorted(sortedSamples(serviceMs), 0.5),
  };
}

function nullStep(protocol: ServedProtocol, url: string, stream: boolean, concurrency: number): PlannedStep {
  return {
    id: 'calibration',
    index: 0,
    target: 'calibration',
    engine: kindCalibratedBy(protocol),
    url,
    model: { id: 'null', name: 'null', type: 'transformer', task: 'generate', temperature: 1, topP: 1 },
    scenario: plainScenario,
    level: { label: `${concurrency} in flight`, concurrency },
    load: { loop: 'closed', concurrency, batchSize: 1, seed: 1 },
    warmupSeconds,
    durationSeconds: concurrency === 1 ? floorSeconds : ceilingSeconds,
    promptTokens: 16,
    outputTokens: 8,
    timeoutSeconds: 2,
    threads: 1,
    stream,
    endpoint: 'chat',
    vendorFields: true,
  };
}

function ignoreLog(): void {
  // Nobody follows a calibration: its figures are what it has to say.
}

const closeDeadlineMs = 1000;

/** A server of this product in a process of its own, whose answers cost nothing or a constant time. */
class NullServerSession {
  readonly url: string;
  readonly #worker: WorkerProcess<NullServerCommand, NullServerEvent>;

  private constructor(url: string, worker: WorkerProcess<NullServerCommand, NullServerEvent>) {
    this.url = url;
    this.#worker = worker;
  }

  /** @throws FailureError when the process cannot be started or cannot listen, or the signal's reason when it aborts first. */
  static async start(
    startWorker: StartWorker,
    protocol: ServedProtocol,
    latencyMs: number,
    signal: AbortSignal,
  ): Promise<NullServerSession> {
    const what = 'calibration server';
    const worker = await readyWorker<NullServerCommand, NullServerEvent>(startWorker, 'nullServer', what, signal);
    try {
      const url = await new Promise<string>((resolve, reject) => {
        worker.onEvent((event) => {
          if (event.type === 'listening') resolve(event.url);
          else if (event.type === 'listenFailed') reject(new FailureError(event.failure));
        });
        worker.onExit((exit) => reject(new FailureError(describeExit(what, exit))));
        worker.send({ type: 'listen', protocol, latencyMs });
      });
      return new NullServerSession(url, worker);
    } catch (error) {
      await worker.kill();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#worker.stop(closeDeadlineMs);
  }
}
