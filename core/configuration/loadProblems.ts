import type { ConfigurationProblem } from '../contract/configurationProblem.ts';
import { defaultClassWeights } from '../contract/trafficPlan.ts';
import { nearestNames } from '../format/nearestNames.ts';
import type { Scenario } from '../scenarios/Scenario.ts';
import { scenarios } from '../scenarios/scenarios.ts';
import { looseKeys, looseValue } from './looseValue.ts';

/** Which entries of `scenarios.json` read keys that only some do: elsewhere these would be left unheeded. */
const readers = readersOf(scenarios);
/** Weights that were rounded to three decimals. */
const weightTolerance = 0.001;

/** What is wrong with phases, mixes and other keys of one entry of `scenarios.json`, whatever else its form. */
export function loadProblems(document: unknown, key: string): ConfigurationProblem[] {
  return [...unreadKeys(document, key), ...phaseProblems(document, key), ...mixProblems(document, key)];
}

function readersOf(list: readonly Scenario[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { configurationKey, reads = [] } of list) {
    for (const name of reads) found.set(name, [...new Set([...(found.get(name) ?? []), configurationKey])]);
  }
  return found;
}

function unreadKeys(document: unknown, key: string): ConfigurationProblem[] {
  return [...readers].flatMap(([name, keys]) => {
    const value = looseValue(document, 'scenarios', key, name);
    if (value === undefined || keys.includes(key)) return [];
    const remedy = `Remove it, or move it to ${keys.map((one) => `"${one}"`).join(' or ')}.`;
    return [problem(key, name, value, `"${name}" is not read by the scenarios of "${key}"`, remedy)];
  });
}

function phaseProblems(document: unknown, key: string): ConfigurationProblem[] {
  const given = looseKeys(document, 'scenarios', key, 'phases');
  const shares = scenarios.find(
    ({ configurationKey, phaseShares }) => configurationKey === key && phaseShares !== undefined,
  )?.phaseShares;
  if (given === undefined || shares === undefined) return [];
  const known = Object.keys(shares);
  const unknown = given
    .filter((name) => !known.includes(name))
    .map((name) => {
      const value = looseValue(document, 'scenarios', key, 'phases', name);
      return problem(key, `phases.${name}`, value, `"${name}" is no phase of these scenarios`, nearest(name, known));
    });
  const missing = known
    .filter((name) => !given.includes(name))
    .map((name) =>
      problem(
        key,
        `phases.${name}`,
        undefined,
        'is missing: phases divide the whole time of a step',
        `Add it: its proportion, such as ${shares[name]}. Phases: ${known.join(', ')}.`,
      ),
    );
  return [...unknown, ...missing];
}

function mixProblems(document: unknown, key: string): ConfigurationProblem[] {
  const names = readers.get('mix')?.includes(key) === true ? looseKeys(document, 'scenarios', key, 'mix') : undefined;
  if (names === undefined) return [];
  const known = looseKeys(document, 'classes') ?? Object.keys(defaultClassWeights);
  const weights = names.map((name) => looseValue(document, 'scenarios', key, 'mix', name));
  const unknown = names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const value = looseValue(document, 'scenarios', key, 'mix', name);
      return problem(
        key,
        `mix.${name}`,
        value,
        `"${name}" is no traffic class`,
        `${nearest(name, known)} Classes stand under "classes" of scenarios.json.`,
      );
    });
  if (!weights.every((weight) => typeof weight === 'number')) return unknown;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) <= weightTolerance + Number.EPSILON) return unknown;
  const added = Number(sum.toPrecision(4));
  const message = `has weights that add up to ${added} instead of 1`;
  return [
    ...unknown,
    problem(key, 'mix', looseValue(document, 'scenarios', key, 'mix'), message, `Divide each weight by ${added}.`),
  ];
}

function nearest(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${known.join(', ')}.`;
}

function problem(key: string, path: string, value: unknown, message: string, remedy: string): ConfigurationProblem {
  const shown = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  return { file: 'scenarios.json', path: `scenarios.${key}.${path}`, value: shown, message, remedy };
}
