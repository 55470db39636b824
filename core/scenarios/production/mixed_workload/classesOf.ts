import { defaultClassWeights, type TrafficClass } from '../../../contract/trafficPlan.ts';
import type { ScenarioInput } from '../../Scenario.ts';

/** Of the plan's lengths, both of them: what the default classes are. */
const defaultFactors: Readonly<Record<string, number>> = { short: 0.5, usual: 1, long: 2 };

/**
 * The kinds of requests that a mix is made of: those that the configuration mixes, all of its own in equal parts where it
 * mixes none, or three around the plan's lengths where it has none.
 */
export function classesOf(input: ScenarioInput): TrafficClass[] {
  const { classes, configuration } = input;
  const known = Object.keys(classes ?? {});
  const mix =
    configuration.mix ??
    (known.length === 0 ? defaultClassWeights : Object.fromEntries(known.map((name) => [name, 1 / known.length])));
  return Object.entries(mix).map(([name, weight]) => ({ name, weight, ...lengthsOf(name, input) }));
}

function lengthsOf(name: string, input: ScenarioInput): { promptTokens: number; outputTokens: number } {
  const { classes, promptTokens, outputTokens, contextTokens = Number.POSITIVE_INFINITY } = input;
  const own = classes !== undefined && Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (own !== undefined) {
    return { promptTokens: own.prompt_tokens ?? promptTokens, outputTokens: own.output_tokens ?? outputTokens };
  }
  // A long request that exceeds the context becomes as long as fits, prompt and output in their proportion.
  const factor = Math.min(defaultFactors[name] ?? 1, contextTokens / (promptTokens + outputTokens));
  const part = (length: number): number => Math.max(1, Math.floor(factor * length));
  return { promptTokens: part(promptTokens), outputTokens: part(outputTokens) };
}

/** What a request of the mix has on the mean, rounded up: as lengths of one kind of request that costs about as much. */
export function meanLengths(classes: readonly TrafficClass[]): { promptTokens: number; outputTokens: number } {
  const mean = (key: 'promptTokens' | 'outputTokens'): number =>
    Math.ceil(classes.reduce((sum, one) => sum + one.weight * one[key], 0) - 1e-9);
  return { promptTokens: mean('promptTokens'), outputTokens: mean('outputTokens') };
}
