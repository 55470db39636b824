import { outputAgreement } from '../../../core/analysis/quality/outputAgreement.ts';
import type { Quality } from '../../../core/contract/engineProtocol.ts';
import type { PlannedReference, PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { PromptForm } from '../../../core/contract/runnerProtocol.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { subjectWords, targetTraits } from '../../../core/targets/targets.ts';
import { FailureError, failureOf } from '../sessions/FailureError.ts';
import type { RunnerGroup } from '../sessions/RunnerGroup.ts';
import type { EnginePool } from './EnginePool.ts';
import { qualityOrAbsent } from './EngineQuality.ts';
import type { ServerChecks } from './ServerChecks.ts';

/** Enough to tell one changed output in four from none, and few enough to be there in seconds. */
const prompts = 16;

/** A lost connection is noticed before the end of the engine that held it is told; the end is the reason to give. */
const deathNoticeMs = 1000;

const routeNote =
  'Beside the embedded engine a server is asked at /v1/completions, whatever the endpoint of its load: a chat has a template.';

interface ReferenceQualitiesOptions {
  engines: Pick<EnginePool, 'accessFor' | 'deathWithin'>;
  servers: Pick<ServerChecks, 'fit'>;
  runners: Pick<RunnerGroup, 'checkServer' | 'collectOutputs'>;
  onActivity(message: string): void;
  onLog(line: LogLine): void;
}

/**
 * Holds outputs against those of a reference that the plan names, once for each target and model, before their first step:
 * what is asked for quality's sake is no part of the load.
 */
export class ReferenceQualities {
  readonly #options: ReferenceQualitiesOptions;
  readonly #known = new Map<string, StepResult['quality']>();

  constructor(options: ReferenceQualitiesOptions) {
    this.#options = options;
  }

  /**
   * Undefined for a step without a reference.
   *
   * @throws the signal's reason when it aborts.
   */
  async qualityOf(step: PlannedStep, signal: AbortSignal): Promise<StepResult['quality']> {
    const { reference } = step;
    if (reference === undefined) return undefined;
    const key = JSON.stringify([step.target, step.model.id, reference]);
    if (!this.#known.has(key)) {
      const compare = () => this.#compare(step, reference, signal);
      this.#known.set(key, await qualityOrAbsent(step.model.name, 'run', compare, this.#options.onLog, signal));
    }
    return this.#known.get(key);
  }

  /** The reference first: the engine that is loaded last is that of the step. */
  async #compare(step: PlannedStep, planned: PlannedReference, signal: AbortSignal): Promise<Quality> {
    const { own, reference, promptForm } = comparedSides(step, planned);
    for (const side of [own, reference]) {
      if (targetTraits(side).outputs === 'none' || side.model.task === 'run') throw withoutOutputs(side);
    }
    // As its load will ask it: a target that cannot be measured at all is waited for once.
    await this.#takesVendorFields(step, signal);
    const vendorFields =
      (await this.#takesVendorFields(reference, signal)) && (await this.#takesVendorFields(own, signal));
    const expected = await this.#outputsOf({ ...reference, vendorFields }, promptForm, signal);
    const outputs = await this.#outputsOf({ ...own, vendorFields }, promptForm, signal);
    return {
      reference: `${subjectWords(reference)}, ${prompts} prompts at temperature 0`,
      ...outputAgreement(outputs, expected),
    };
  }

  /** Whether a server lets itself be told to go on past the end of a text: both sides are told, or neither is. */
  async #takesVendorFields(side: PlannedStep, signal: AbortSignal): Promise<boolean> {
    if (targetTraits(side).isAskedFirst !== true) return true;
    const { engines, servers, runners } = this.#options;
    const { access } = await engines.accessFor(side, signal);
    try {
      return (await servers.fit(side, access, runners, signal)).vendorFields !== false;
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error);
      if (side.endpoint !== 'completions' || failure.isUnreachable === true) throw error;
      throw new FailureError({ ...failure, remedy: `${failure.remedy} ${routeNote}` });
    }
  }

  async #outputsOf(side: PlannedStep, promptForm: PromptForm, signal: AbortSignal): Promise<number[][]> {
    const { engines, runners, onActivity } = this.#options;
    const { access } = await engines.accessFor(side, signal);
    onActivity(`Asking ${subjectWords(side)} for ${prompts} outputs to compare`);
    try {
      return await runners.collectOutputs(side, access, promptForm, prompts, signal);
    } catch (error) {
      const death = targetTraits(side).startsEngine === true ? await engines.deathWithin(deathNoticeMs) : undefined;
      throw death === undefined ? error : new FailureError(death);
    }
  }
}

function withoutOutputs({ target, model }: PlannedStep): FailureError {
  return new FailureError({
    reason: `${model.id} on ${target} gives no tokens, so there are no outputs to compare`,
    remedy: 'Compare models that generate, on the embedded engine or a server.',
  });
}

/** Two targets that are asked the same: what is measured and what it is held against. */
interface ComparedSides {
  own: PlannedStep;
  reference: PlannedStep;
  promptForm: PromptForm;
}

/**
 * How both sides of a comparison of outputs are asked. Token ids where both are the embedded engine; where one is a server
 * both get the same text, and where the other is none, by the route that puts no words of its own around it: the embedded
 * engine has no template of a chat.
 */
function comparedSides(step: PlannedStep, reference: PlannedReference): ComparedSides {
  const { endpoint = 'chat', url, provider, vendorFields: _, loading: __, search: ___, ...common } = step;
  const kinds = [step, reference].map(targetTraits);
  const areServers = kinds.every(({ outputs }) => outputs === 'text');
  const areTokens = kinds.every(({ outputs }) => outputs !== 'text');
  const side = (of: Pick<PlannedStep, 'target' | 'engine' | 'model' | 'url' | 'provider'>): PlannedStep => ({
    ...common,
    ...of,
    ...(takes(of, 'endpoint') ? { endpoint: areServers ? endpoint : 'completions' } : {}),
    ...(takes(of, 'vendorFields') ? { vendorFields: true } : {}),
    load: { ...step.load, batchSize: 1 },
    stream: false,
  });
  const own = {
    target: step.target,
    engine: step.engine,
    model: step.model,
    ...(url === undefined ? {} : { url }),
    ...(provider === undefined ? {} : { provider }),
  };
  return { own: side(own), reference: side(reference), promptForm: areTokens ? 'tokens' : 'text' };
}

function takes(step: Pick<PlannedStep, 'engine'>, setting: 'endpoint' | 'vendorFields'): boolean {
  return targetTraits(step).settings.includes(setting);
}
