import { deriveAnew, MissingSamples } from '../../../core/analysis/deriveAnew.ts';
import { emptyStep, unsummarizedStep } from '../../../core/analysis/emptyStep.ts';
import { summarizeCutOffStep } from '../../../core/analysis/summarizeCutOffStep.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepGrounds } from '../../../core/contract/StepMeasurement.ts';
import type { UnsealedMeasurement } from '../../../core/contract/storeProtocol.ts';
import type { GpuPresence, TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { StoreFailure, saysDamaged } from '../StoreFailure.ts';
import { sealOf } from '../seal.ts';
import type { Reads, RunFields, StepRow } from '../statements.ts';
import { type ListedFigures, listedFigures, listedFiguresOf } from './listedFigures.ts';
import { collect, parsed, unsealed } from './RunRows.ts';

/** What is stored beside a result so that it can be had again: what it was derived from, or itself when nothing was measured. */
export type StoredGrounds = { grounds: StepGrounds } | { result: StepResult };

/** A run whose steps are read. */
export interface RunOfSteps {
  fields: RunFields;
  planned: readonly PlannedStep[];
  gpu: GpuPresence;
  cpuGovernor: string | undefined;
  /** Whether its process lives: a step without a result is then not cut off. */
  goesOn: boolean;
  /** @throws StoreFailure naming what of them is damaged. */
  records(stepId: string): RecordChunk[];
  telemetry(): TelemetrySample[];
}

/**
 * Reads the results of a run's steps. A result that is not what was stored is derived anew from the step's records and
 * telemetry; where these do not hold either, the step is shown as lost. Everything of that kind is named.
 */
export class StepReader {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /**
   * The result of a step, derived from what is stored.
   *
   * @param unstored a measurement that could not be sealed.
   * @throws StoreFailure when it cannot be derived.
   */
  derived(run: RunOfSteps, stepId: string, unstored?: UnsealedMeasurement): StepResult {
    const { number } = run.fields;
    const row = this.rows(run.fields, run.planned).rows.find(({ id }) => id === stepId);
    const stored = row === undefined || unstored !== undefined ? undefined : this.#grounds(number, row.key);
    const grounds = unstored?.grounds ?? (stored !== undefined && 'grounds' in stored ? stored.grounds : undefined);
    if (row === undefined || grounds === undefined)
      throw notDerived(number, stepId, 'what it is derived from is not there');
    const earlier = this.results(run, row.key).steps;
    try {
      const [chunks, telemetry] = [[...run.records(stepId), ...(unstored?.refused ?? [])], run.telemetry()];
      return asRead(
        deriveAnew(unstored === undefined ? grounds : withSamplesLeft(grounds, telemetry), {
          chunks,
          telemetry,
          earlier,
        }),
      );
    } catch (error) {
      if (isOutOfMemory(error))
        throw notDerived(
          number,
          stepId,
          'its records do not fit into the memory that is free',
          'Ask for it again where more memory is free.',
        );
      if (error instanceof MissingSamples) throw notDerived(number, stepId, error.message);
      // Of this step nothing can be said; the run goes on, and keeps what it has.
      if (error instanceof RangeError) return unsummarizedStep(grounds.step, error, grounds.gpu, grounds.interrupted);
      throw error;
    }
  }

  /**
   * The results in the order of the plan, and what was measured of a step that the run's process did not live to finish.
   *
   * @param before the key of the step that those before it are asked for; all without it.
   */
  results(run: RunOfSteps, before?: number): { steps: StepResult[]; damage: string[] } {
    const { number } = run.fields;
    const { rows, damage } = this.rows(run.fields, run.planned);
    const steps: StepResult[] = [];
    const cutOff = this.#cutOff(run.fields, rows);
    let isOneLost = false;
    for (const row of rows) {
      if (row.key === before) break;
      const stored = parsed<StepResult | null>(
        unsealed(() => this.#reads.result.get(row.key), 'result', number, row.key),
      );
      if ('content' in stored && stored.content !== null) {
        steps.push(stored.content);
        continue;
      }
      if ('content' in stored) {
        // Measured, and not derived yet; while the run goes on that is under way.
        if (!run.goesOn) this.#addUnderived(run, row, steps, damage);
        continue;
      }
      if (cutOff.has(row.key)) {
        if (!run.goesOn) this.#addCutOff(run, row, steps, isOneLost, damage);
        continue;
      }
      const where = `The stored result of step ${row.position + 1} (${row.id}) of run #${number} is damaged: ${endSentence(stored.damage)}`;
      const again = this.#again(run, row, steps);
      if ('result' in again) steps.push(again.result);
      isOneLost ||= !again.isWhole;
      damage.push(`${where} ${again.how}${isOneLost && again.isWhole ? ` ${comparedWithLost}` : ''}`);
    }
    return { steps, damage };
  }

  /** What a list shows of a run's steps, in the order of the plan; without the figures of steps that are damaged. */
  listed(fields: RunFields): { figures: ListedFigures[]; damage: string[] } {
    const { rows, damage } = this.rows(fields, []);
    const figures: ListedFigures[] = [];
    const cutOff = this.#cutOff(fields, rows);
    for (const row of rows) {
      const whose = [fields.number, row.key] as const;
      const stored = parsed<unknown>(unsealed(() => this.#reads.listed.get(row.key), 'listed', ...whose));
      // Measured, and not derived yet.
      if ('content' in stored && stored.content === null) continue;
      const known = 'content' in stored ? listedFigures.safeParse(stored.content) : undefined;
      if (known?.success === true) {
        figures.push(known.data);
        continue;
      }
      if (cutOff.has(row.key)) continue;
      const result = parsed<StepResult>(unsealed(() => this.#reads.result.get(row.key), 'result', ...whose));
      const derived = 'content' in result ? listedFigures.safeParse(listedFiguresOf(result.content)) : undefined;
      if (derived?.success === true) figures.push(derived.data);
      else damage.push(`The stored figures of step ${row.position + 1} of run #${fields.number} are damaged.`);
    }
    return { figures, damage };
  }

  /** What a step's result was derived from, as it was stored; undefined when it is not there or not whole. */
  #grounds(runNumber: number, key: number): StoredGrounds | undefined {
    const stored = parsed<StoredGrounds>(unsealed(() => this.#reads.grounds.get(key), 'grounds', runNumber, key));
    return 'content' in stored ? stored.content : undefined;
  }

  /** The steps that belong to a run for certain, in the order of the plan. */
  rows({ number, begunSteps }: RunFields, planned: readonly PlannedStep[]): { rows: StepRow[]; damage: string[] } {
    const found = new Map<number, StepRow>();
    const take = (row: StepRow): void => void found.set(row.key, row);
    collect(this.#reads.steps.iterate(number), take);
    // Where the index is damaged the table may still have them.
    if (found.size < begunSteps) collect(this.#reads.stepsScanned.iterate(number), take);
    const rows = [...found.values()].flatMap((row) => {
      if (row.seal === stepSeal(number, row)) return [row];
      const id = this.#idByContent(number, row.key);
      return id === undefined ? [] : [{ ...row, id, position: planned.find((step) => step.id === id)?.index ?? 0 }];
    });
    rows.sort((a, b) => a.position - b.position || a.key - b.key);
    const missing = begunSteps - rows.length;
    const damage =
      missing > 0
        ? [`${missing} of the ${begunSteps} steps of run #${number} cannot be found any more: their rows are damaged.`]
        : [];
    return { rows, damage };
  }

  /** Which step a result belongs to, when the step's own row does not tell. */
  #idByContent(number: number, key: number): string | undefined {
    const result = parsed<StepResult | null>(unsealed(() => this.#reads.result.get(key), 'result', number, key));
    if ('content' in result && result.content !== null) return result.content.id;
    const grounds = this.#grounds(number, key);
    if (grounds === undefined) return undefined;
    return 'result' in grounds ? grounds.result.id : grounds.grounds.step.id;
  }

  /** Keys of the steps that never had a result: those begun last. */
  #cutOff({ begunSteps, finishedSteps }: RunFields, rows: readonly StepRow[]): ReadonlySet<number> {
    if (begunSteps <= finishedSteps) return new Set();
    const without = rows.filter(({ key }) => {
      const result = unsealed(() => this.#reads.result.get(key), 'result');
      return 'isMissing' in result;
    });
    without.sort((a, b) => b.key - a.key);
    return new Set(without.slice(0, begunSteps - finishedSteps).map(({ key }) => key));
  }

  #addUnderived(run: RunOfSteps, row: StepRow, steps: StepResult[], damage: string[]): void {
    try {
      steps.push(this.derived(run, row.id));
    } catch (error) {
      const again = this.#again(run, row, steps);
      if ('result' in again) steps.push(again.result);
      damage.push(
        `The result of step ${row.position + 1} (${row.id}) cannot be derived: ${endSentence(whyLost(error))} ${again.how}`,
      );
    }
  }

  #addCutOff(run: RunOfSteps, row: StepRow, steps: StepResult[], isOneLost: boolean, damage: string[]): void {
    const step = run.planned.find(({ id }) => id === row.id);
    if (step === undefined) return;
    const result = this.#fromRecordsAlone(run, step, steps);
    if ('lost' in result) {
      steps.push(lostStep(step, result.lost, run.gpu));
      damage.push(
        `What was measured of step ${row.position + 1} (${row.id}) cannot be read: ${endSentence(result.lost)}`,
      );
    } else if (result.step !== undefined) {
      steps.push(result.step);
      if (isOneLost) damage.push(`Of step ${row.position + 1} (${row.id}): ${comparedWithLost}`);
    }
  }

  /** A damaged result, had again. */
  #again(
    run: RunOfSteps,
    row: StepRow,
    earlier: readonly StepResult[],
  ): { result?: StepResult; isWhole: boolean; how: string } {
    const stored = this.#grounds(run.fields.number, row.key);
    if (stored !== undefined && 'result' in stored) {
      return { result: stored.result, isWhole: true, how: 'It is read from its second copy, which is whole.' };
    }
    const planned = run.planned.find(({ id }) => id === row.id) ?? stored?.grounds.step;
    if (planned === undefined) return { isWhole: false, how: 'What was planned for it is lost as well.' };
    const whole = stored === undefined ? undefined : this.#derived(run, row, stored, earlier);
    if (whole !== undefined && 'result' in whole) {
      const how =
        'It was derived anew from its records, its telemetry and the account of the runner, which are whole: its figures are those that were stored.';
      return { result: whole.result, isWhole: true, how };
    }
    const part = this.#fromRecordsAlone(run, planned, earlier);
    if ('step' in part && part.step !== undefined) {
      const why = whole === undefined ? 'the account of the runner is lost' : whole.lost;
      const how = `It was derived anew from what records and telemetry are left (${why}): it lacks figures, and counts as broken off.`;
      return { result: part.step, isWhole: false, how };
    }
    const why = 'lost' in part ? part.lost : 'it has no records';
    return {
      result: lostStep(planned, why, run.gpu),
      isWhole: false,
      how: `It cannot be derived anew: ${endSentence(why)}`,
    };
  }

  #derived(
    run: RunOfSteps,
    row: StepRow,
    { grounds }: Extract<StoredGrounds, { grounds: StepGrounds }>,
    earlier: readonly StepResult[],
  ): { result: StepResult } | { lost: string } {
    try {
      return {
        result: asRead(deriveAnew(grounds, { chunks: run.records(row.id), telemetry: run.telemetry(), earlier })),
      };
    } catch (error) {
      return { lost: whyLost(error) };
    }
  }

  #fromRecordsAlone(
    run: RunOfSteps,
    step: PlannedStep,
    earlier: readonly StepResult[],
  ): { step: StepResult | undefined } | { lost: string } {
    const { gpu, cpuGovernor } = run;
    try {
      const chunks = run.records(step.id);
      return { step: summarizeCutOffStep({ step, chunks, telemetry: run.telemetry(), gpu, cpuGovernor, earlier }) };
    } catch (error) {
      // The records are as they were stored: a RangeError is what figures that contradict themselves are refused with.
      if (error instanceof RangeError) return { step: unsummarizedStep(step, error, gpu, true) };
      return { lost: whyLost(error) };
    }
  }
}

/** A result as it comes from a reading, without what JSON leaves out. */
function asRead(result: StepResult): StepResult {
  return JSON.parse(JSON.stringify(result)) as StepResult;
}

/** Grounds that ask for as many samples as are there. */
function withSamplesLeft({ samples, ...grounds }: StepGrounds, telemetry: readonly TelemetrySample[]): StepGrounds {
  if (samples === undefined) return grounds;
  const { fromMs, toMs } = samples;
  return {
    ...grounds,
    samples: { ...samples, count: telemetry.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).length },
  };
}

/** V8 gives no array of that size: of figures that contradict themselves it says other things. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation failed|Invalid typed array length/.test(error.message);
}

function notDerived(
  number: number,
  stepId: string,
  why: string,
  remedy = 'Its records are kept. Take the rest from a copy of the database if you have one.',
): StoreFailure {
  return new StoreFailure({
    reason: `The result of step ${stepId} of run #${number} cannot be derived: ${why}.`,
    remedy,
  });
}

const comparedWithLost = 'Figures that compare it with the steps before it lack one that is lost.';

/** In the order of migration 2. */
export function stepSeal(runNumber: number, step: Omit<StepRow, 'seal'>): string {
  const { key, id, position, recordChunks, recordsChecksum } = step;
  return sealOf('step', key, runNumber, id, position, recordChunks, recordsChecksum);
}

/** Why stored measurements cannot be used. @throws whatever is no damage. */
function whyLost(error: unknown): string {
  if (error instanceof StoreFailure) return error.failure.reason;
  if (error instanceof RangeError || saysDamaged(error)) return (error as Error).message;
  throw error;
}

function lostStep(step: PlannedStep, why: string, gpu: GpuPresence): StepResult {
  return {
    ...emptyStep(step, 'what is stored of this step is damaged', gpu),
    failure: {
      reason: `What is stored of this step is damaged: ${why}`,
      remedy: 'Take it from a copy of the database if you have one, or measure it again',
    },
    interrupted: true,
  };
}
