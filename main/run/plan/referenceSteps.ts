import type { Configuration } from '../../../core/contract/configuration.ts';
import type { PlannedReference, PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { shownAddress } from '../../../core/secrets/shownAddress.ts';
import { isCard, type ModelCards } from './ModelCards.ts';
import { plannedModel } from './plannedModel.ts';
import { referenceParts } from './referenceParts.ts';
import { plannedServedModel, servedModel } from './servedModel.ts';
import { targetNamed } from './targetNamed.ts';
import { unknownModel } from './unknownModel.ts';

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
  const { engine, url } = target;
  if (url !== undefined) {
    const model = plannedServedModel(id, servedModel(id, known));
    return { reference: { target: target.name, engine, url, model } };
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
  return { reference: { target: target.name, engine, model, ...(engine === 'onnx' ? { provider } : {}) } };
}
