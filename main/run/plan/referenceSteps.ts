import type { Configuration } from '../../../core/contract/configuration.ts';
import type { PlannedReference, PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions, PlanRequest } from '../../../core/contract/planRequest.ts';
import { shownAddress } from '../../../core/secrets/shownAddress.ts';
import { targetNamed } from '../../../core/targets/targets.ts';
import { isCard, type ModelCards, plannedModel, plannedServedModel, servedModel, unknownModel } from './models.ts';

type UnnumberedStep = Omit<PlannedStep, 'id' | 'index'>;

/**
 * Steps with what their outputs are held against, where the load names a reference, and what is wrong with it. The
 * reference has the model of the step's own name unless another is named.
 */
export function referenceSteps(
  steps: readonly UnnumberedStep[],
  load: LoadOptions,
  configuration: Configuration,
  cards: ModelCards,
): { steps: UnnumberedStep[]; problems: PlanProblem[] } {
  const { reference: text } = load;
  if (text === undefined) return { steps: [...steps], problems: [] };
  const found = new Map<string, ReturnType<typeof plannedReference>>();
  for (const { model } of steps) {
    if (!found.has(model.id)) found.set(model.id, plannedReference(text, model.id, load, configuration, cards));
  }
  const problems = [...found.values()].flatMap((outcome): PlanProblem[] =>
    'problem' in outcome
      ? [{ severity: 'error', path: 'load.reference', value: shownAddress(text), ...outcome.problem }]
      : [],
  );
  const withReference = steps.map((step) => {
    const outcome = found.get(step.model.id);
    return outcome !== undefined && 'reference' in outcome ? { ...step, reference: outcome.reference } : step;
  });
  return { steps: withReference, problems };
}

function plannedReference(
  text: string,
  ownModel: string,
  { provider = 'auto' }: LoadOptions,
  configuration: Configuration,
  cards: ModelCards,
): { reference: PlannedReference } | { problem: Pick<PlanProblem, 'message' | 'remedy'> } {
  const { target: name, model: id = ownModel } = referenceParts(text);
  const target = targetNamed(name);
  if ('message' in target) {
    return { problem: { message: `the reference "${shownAddress(name)}" ${target.message}`, remedy: target.remedy } };
  }
  const { models } = configuration.models;
  const known = Object.hasOwn(models, id) ? models[id] : undefined;
  const { name: engine, traits } = target.kind;
  const where = { target: target.name, engine, ...(target.url === undefined ? {} : { url: target.url }) };
  if (traits.servesItsModels === true) {
    const model = plannedServedModel(id, servedModel(id, known));
    return { reference: { ...where, model } };
  }
  if (known === undefined) {
    const { message, remedy } = unknownModel(id, Object.keys(models));
    return { problem: { message: `of the reference: ${message}`, remedy } };
  }
  const refusal = target.refuses(id, known);
  if (refusal !== undefined) {
    const remedy = `Name a model that it runs: --set reference=${target.name}/MODEL.`;
    return { problem: { message: `the reference "${target.name}" ${refusal}`, remedy } };
  }
  const card = cards.get(id);
  if (card !== undefined && !isCard(card)) {
    return { problem: { message: `of the reference: ${card.reason}`, remedy: card.remedy } };
  }
  const model = plannedModel(id, known, card);
  return { reference: { ...where, model, ...(traits.settings.includes('provider') ? { provider } : {}) } };
}

/** Models that a plan names beside those of its cells, for a reference. */
export function referenceModels({ load }: Pick<PlanRequest, 'load'>): string[] {
  if (load.reference === undefined) return [];
  const { model } = referenceParts(load.reference);
  return model === undefined ? [] : [model];
}

/** A reference as it was written: the name of a target, and of a model where one was named. */
interface ReferenceParts {
  target: string;
  model?: string;
}

/**
 * Takes `TARGET` or `TARGET/MODEL` apart. Names of models have slashes, and so have addresses: behind a server's host, or
 * behind a path that ends in `/v1`, all that follows is the model.
 */
export function referenceParts(text: string): ReferenceParts {
  const [, target = text, model = ''] = serverForm.exec(text) ?? embeddedForm.exec(text) ?? [];
  return model === '' ? { target } : { target, model };
}

const serverForm = /^([^=/]+=[a-z]+:\/\/[^/]+(?:(?:\/[^/]+)*\/v1(?=\/|$))?)\/*(.*)$/i;
const embeddedForm = /^([^/]+)\/(.+)$/;
