import type { InputOverride, InputPlan } from '../../../../core/contract/modelCard.ts';
import { EngineFailure } from '../../EngineFailure.ts';
import type { ModelDimension, ModelValue, OnnxFile } from '../../onnxFile/OnnxFile.ts';
import type { InputDecision, RuleInput } from './InputRule.ts';
import { generalRule, inputRules } from './inputRules.ts';

/** A tensor of so many elements would not be an input but a mistake. */
const mostElements = 2 ** 28;

type Overrides = Readonly<Record<string, InputOverride>>;

/**
 * Decides how each input of a model is filled: overrides first, then rules. Sizes with the same symbolic name are the
 * same in all inputs.
 *
 * @throws {EngineFailure} naming the input, the value and what is possible.
 */
export function planInputs(file: OnnxFile, overrides: Overrides): InputPlan[] {
  refuseUnknownNames(file, overrides);
  const siblings = new Set(file.inputs.map(({ name }) => name.toLowerCase()));
  const named = sizesFromOverrides(file, overrides);
  return file.inputs.map((input) => planInput(file, input, overrides[input.name], siblings, named));
}

function planInput(
  file: OnnxFile,
  input: ModelValue,
  override: InputOverride | undefined,
  siblings: ReadonlySet<string>,
  named: Map<string, number>,
): InputPlan {
  const { element, name, shape: modelShape } = input;
  if (element === undefined)
    throw problem(file, name, `is of type ${input.type}`, 'Export the model with plain tensors.');
  const shape = modelShape ?? override?.shape;
  if (shape === undefined) {
    const remedy = `Give its sizes: inputs.${name}.shape.`;
    throw problem(file, name, 'does not say how many dimensions it has', remedy);
  }
  const vocabulary = file.vocabularies[name];
  const ruleInput: RuleInput = { name: name.toLowerCase(), type: element, shape, vocabulary, siblings };
  const decision = decide(ruleInput);
  const batchAxis = modelShape === null ? (shape.length > 0 ? 0 : null) : batchAxisOf(modelShape);
  const sizes = shape.map((dimension, axis) => {
    if (axis === batchAxis) return 1;
    const asked = override?.shape?.[axis];
    if (asked !== undefined) return asked;
    return sizeOf(dimension, () => decision.openSize(axis), named);
  });
  const elements = sizes.reduce((product, size) => product * size, 1);
  if (elements > mostElements) {
    const remedy = `Give smaller sizes: inputs.${name}.shape, at most ${mostElements} elements.`;
    throw problem(file, name, `would have ${elements} elements as [${sizes.join(', ')}]`, remedy);
  }
  return { name, type: element, modelShape, shape: sizes, batchAxis, ...filled(file, name, decision, override) };
}

function decide(input: RuleInput): InputDecision {
  for (const rule of inputRules) {
    const decision = rule(input);
    if (decision !== null) return decision;
  }
  return generalRule(input);
}

function filled(
  file: OnnxFile,
  name: string,
  { fill, rule }: InputDecision,
  override: InputOverride | undefined,
): Pick<InputPlan, 'fill' | 'rule'> {
  if (override?.value !== undefined) {
    return { fill: { kind: 'constant', value: override.value }, rule: `${override.value} throughout, as configured` };
  }
  if (override?.minimum === undefined && override?.maximum === undefined) return { fill, rule };
  const ruled = fill.kind === 'uniform' ? fill : { minimum: 0, maximum: 1 };
  const { minimum = Math.min(ruled.minimum, override.maximum ?? 0), maximum = Math.max(ruled.maximum, minimum) } =
    override;
  if (minimum > maximum) {
    const remedy = `Give inputs.${name}.minimum and inputs.${name}.maximum in that order.`;
    throw problem(file, name, `is to be drawn from ${minimum} to ${maximum}`, remedy);
  }
  return { fill: { kind: 'uniform', minimum, maximum }, rule: `drawn from ${minimum} to ${maximum}, as configured` };
}

function sizeOf(dimension: ModelDimension, openSize: () => number, named: Map<string, number>): number {
  if (typeof dimension === 'number') return dimension;
  if (dimension === null) return openSize();
  const size = named.get(dimension) ?? openSize();
  named.set(dimension, size);
  return size;
}

/** The dimension named so, else the first where its size is open and its name is not of a length. */
function batchAxisOf(shape: readonly ModelDimension[]): number | null {
  const byName = shape.findIndex((dimension) => typeof dimension === 'string' && /^(n|b|.*batch.*)$/i.test(dimension));
  if (byName >= 0) return byName;
  const first = shape[0];
  if (first === undefined || typeof first === 'number') return null;
  return first !== null && /seq|len|time|height|width|past/i.test(first) ? null : 0;
}

function sizesFromOverrides(file: OnnxFile, overrides: Overrides): Map<string, number> {
  const named = new Map<string, number>();
  for (const { name, shape } of file.inputs) {
    const asked = overrides[name]?.shape;
    if (asked === undefined || shape === null) continue;
    checkShape(file, name, shape, asked);
    for (const [axis, dimension] of shape.entries()) {
      if (typeof dimension === 'string' && axis !== batchAxisOf(shape)) named.set(dimension, asked[axis] ?? 0);
    }
  }
  return named;
}

function checkShape(file: OnnxFile, name: string, shape: readonly ModelDimension[], asked: readonly number[]): void {
  const own = `[${shape.map((dimension) => dimension ?? '?').join(', ')}]`;
  const remedy = `Give inputs.${name}.shape as the model has it, ${own}, with sizes where it leaves them open.`;
  const fits =
    shape.length === asked.length &&
    shape.every((dimension, axis) => typeof dimension !== 'number' || dimension === asked[axis]);
  if (!fits) throw problem(file, name, `is ${own} and cannot be [${asked.join(', ')}]`, remedy);
}

function refuseUnknownNames(file: OnnxFile, overrides: Overrides): void {
  const names = file.inputs.map(({ name }) => name);
  const unknown = Object.keys(overrides).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new EngineFailure({
    reason: `The model ${file.path} has no input "${unknown}", for which values are configured.`,
    remedy: `Its inputs are: ${names.join(', ') || 'none'}.`,
  });
}

function problem(file: OnnxFile, name: string, what: string, remedy: string): EngineFailure {
  return new EngineFailure({ reason: `The input "${name}" of ${file.path} ${what}.`, remedy });
}
