import { existsSync } from 'node:fs';
import type { Configuration } from '../../../core/contract/configuration.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import type { PlanProblem, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanRequest } from '../../../core/contract/planRequest.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';
import { ProviderChooser } from '../execution/ProviderChooser.ts';
import { mostRunners } from '../execution/withRunners.ts';
import { machineMemoryBytes } from '../plan/memoryProblems.ts';
import { configuredSource, withAdHocModels } from '../plan/models.ts';
import { RecordingReader, type Recordings, recordingName } from '../plan/recordings.ts';
import { referenceModels } from '../plan/referenceSteps.ts';
import { resolvePlan } from '../plan/resolvePlan.ts';
import { failureOf } from '../sessions/FailureError.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import { ModelReader } from './ModelReader.ts';

/** Resolves plans with what only this machine can tell: what model files say, and whether a provider works. */
export class Planner {
  readonly models: ModelReader;
  readonly providers: ProviderChooser;
  readonly #recordings = new RecordingReader();

  constructor(startWorker: StartWorker) {
    this.models = new ModelReader(startWorker);
    this.providers = new ProviderChooser(startWorker);
  }

  /** As `resolvePlan`, with models that are named by a path, with recordings of traffic, and with a provider that does not work among the problems. */
  async resolve(request: PlanRequest, configuration: Configuration): Promise<ResolvedPlan> {
    const names = [...new Set([...request.cells.map(({ model }) => model), ...referenceModels(request)])];
    const withFiles = withAdHocModels(names, configuration);
    const cards = await this.#cardsOf(names, withFiles);
    const recordings = await this.#recordingsOf(request, withFiles);
    const plan = withMaximumRunners(resolvePlan(request, withFiles, machineMemoryBytes(), cards, recordings));
    return { ...plan, problems: [...plan.problems, ...goldenProblems(plan), ...(await this.#providerProblems(plan))] };
  }

  /** Of models with files alone: a graph that is built in cannot be wrong. */
  async #cardsOf(names: readonly string[], { models }: Configuration): Promise<Map<string, ModelCard | Failure>> {
    const cards = new Map<string, ModelCard | Failure>();
    for (const name of names) {
      const model = Object.hasOwn(models.models, name) ? models.models[name] : undefined;
      const source = model?.path === undefined ? undefined : configuredSource(name, model);
      if (source !== undefined) cards.set(name, await this.models.read(source));
    }
    return cards;
  }

  async #recordingsOf({ cells, load }: PlanRequest, configuration: Configuration): Promise<Recordings> {
    const planned = scenarios.filter(({ name }) => cells.some(({ scenario }) => scenario === name));
    const names = new Set(planned.flatMap((scenario) => recordingName(scenario, load, configuration)?.name ?? []));
    const recordings = [...names].map(async (name) => [name, await this.#recordings.read(name)] as const);
    return new Map(await Promise.all(recordings));
  }

  async #providerProblems({ steps }: ResolvedPlan): Promise<PlanProblem[]> {
    const asked = new Set(steps.map(({ provider }) => provider ?? 'cpu').filter((provider) => provider !== 'auto'));
    const problems: PlanProblem[] = [];
    for (const provider of asked) {
      try {
        await this.providers.decide(provider);
      } catch (error) {
        const { reason, remedy } = failureOf(error);
        problems.push({ severity: 'error', path: 'load.provider', value: provider, message: reason, remedy });
      }
    }
    return problems;
  }
}

/** Only this machine can tell how many client processes it has cores for. */
function withMaximumRunners(plan: ResolvedPlan): ResolvedPlan {
  const maximumRunners = mostRunners();
  const steps = plan.steps.map((step) =>
    step.search === undefined ? step : { ...step, search: { ...step.search, maximumRunners } },
  );
  return { ...plan, steps };
}

function goldenProblems({ steps }: ResolvedPlan): PlanProblem[] {
  const paths = new Set(steps.flatMap(({ model }) => model.goldenPath ?? []));
  return [...paths]
    .filter((path) => !existsSync(path))
    .map((path) => ({
      severity: 'error',
      path: 'models.golden',
      value: path,
      message: `there is no file of samples at ${path}`,
      remedy: 'Put it there, or correct "golden" of the model in models.json.',
    }));
}
