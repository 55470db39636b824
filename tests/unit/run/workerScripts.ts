import { deriveAnew } from '../../../core/analysis/deriveAnew.ts';
import { unsummarizedStep } from '../../../core/analysis/emptyStep.ts';
import { summarizeSoFar } from '../../../core/analysis/summarizeSoFar.ts';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepGrounds } from '../../../core/contract/StepMeasurement.ts';
import type { StoreCallName, StoreCalls } from '../../../core/contract/storeProtocol.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import type { HostFacts } from '../../../main/run/execution/hostFacts.ts';
import type { WorkerScript } from './ScriptedWorkers.ts';

export const host: HostFacts = {
  product: { version: '0' },
  host: { hostname: 'h', operatingSystem: 'o', kernel: 'k', processor: 'p', logicalCores: 2, memoryBytes: 1 },
  runtime: { node: '24' },
  configurationHash: 'c',
};

/** Holds in memory what a run stores, and derives results from it; whichever of the two store processes is asked. */
class KeptRun {
  readonly #chunks = new Map<string, RecordChunk[]>();
  readonly #grounds = new Map<string, StepGrounds>();
  #telemetry: TelemetrySample[] = [];
  #results: StepResult[] = [];

  answer(name: StoreCallName, given: unknown): unknown {
    const of = <Name extends StoreCallName>(_: Name) => given as Parameters<StoreCalls[Name]>[0];
    switch (name) {
      case 'createRun':
        this.#chunks.clear();
        this.#telemetry = [];
        this.#results = [];
        return { number: 1 };
      case 'appendRecords': {
        const { stepId, chunk } = of('appendRecords');
        return void this.#chunks.set(stepId, [...this.#chunksOf(stepId), chunk]);
      }
      case 'appendTelemetry':
        return void this.#telemetry.push(...of('appendTelemetry').samples);
      case 'finishMeasurement':
        return void this.#grounds.set(of('finishMeasurement').stepId, of('finishMeasurement').grounds);
      case 'finishStep':
        return void this.#results.push(of('finishStep').result);
      case 'summarizeSoFar': {
        const { step } = of('summarizeSoFar');
        return summarizeSoFar(step, this.#chunksOf(step.id)) ?? null;
      }
      case 'deriveStep':
        return this.#derived(of('deriveStep'));
      default:
        return undefined;
    }
  }

  #chunksOf(stepId: string): RecordChunk[] {
    return this.#chunks.get(stepId) ?? [];
  }

  #derived({ stepId, unsealed }: Parameters<StoreCalls['deriveStep']>[0]): StepResult {
    const grounds = unsealed?.grounds ?? this.#grounds.get(stepId);
    if (grounds === undefined) throw new Error(`step ${stepId} is not sealed`);
    const [chunks, telemetry] = [[...this.#chunksOf(stepId), ...(unsealed?.refused ?? [])], this.#telemetry];
    try {
      return deriveAnew(grounds, { chunks, telemetry, earlier: this.#results });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return unsummarizedStep(grounds.step, error, grounds.gpu, grounds.interrupted);
    }
  }
}

let kept = new KeptRun();

/** Takes everything, and derives what is asked from it. */
export const store: WorkerScript = (command, { tell }) => {
  if (command.type === 'open') {
    if (command.mode === 'write') kept = new KeptRun();
    tell({ type: 'opened', databasePath: 'd', interruptedRuns: [] });
  }
  if (command.type !== 'call') return;
  try {
    const result = kept.answer(command.name as StoreCallName, command.arguments);
    tell({ type: 'answer', id: command.id, result });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell({ type: 'callFailed', id: command.id, failure: { reason, remedy: 'Look at the test.' } });
  }
};

/** Of a machine without a GPU, on which no server runs. */
export const telemetry: WorkerScript = (command, { tell }) => {
  if (command.type === 'watchServer') {
    tell({ type: 'serverProcesses', url: command.url, processes: { found: false, reason: 'not here' } });
  }
  if (command.type === 'probeGpu') tell({ type: 'gpuPresence', presence: { present: false, reason: 'no GPU' } });
};
