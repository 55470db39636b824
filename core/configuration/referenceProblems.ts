import { type ConfigurationFileName, scenarioConfigurationKeys } from '../contract/configuration.ts';
import type { ConfigurationProblem } from '../contract/configurationProblem.ts';
import { scenarioGroups, scenarioNames } from '../contract/scenarioName.ts';
import { nearestNames } from '../format/nearestNames.ts';
import { objectiveProblems } from '../objectives/Objective.ts';
import { loadProblems } from './loadProblems.ts';
import { looseKeys, looseTexts, looseValue } from './looseValue.ts';
import { modelFileProblems } from './modelFiles.ts';

/** The files that name entries of their own or of each other. */
type ReferringFile = Exclude<ConfigurationFileName, 'servers.json'>;

const scenarioReferences = [...scenarioNames, ...Object.keys(scenarioGroups)];

/**
 * Names that lead nowhere, within and between the files, phases and mixes that make no whole, and what a dummy model lacks. Files are taken as they were
 * parsed, whatever their form: one that is wrong elsewhere does not hide what its names lead to. A file that is no JSON is
 * undefined.
 */
export function referenceProblems(
  documents: Readonly<Record<ReferringFile, unknown>>,
): Record<ReferringFile, ConfigurationProblem[]> {
  return {
    'models.json': modelProblems(documents['models.json']),
    'scenarios.json': scenarioProblems(documents['scenarios.json']),
    'environments.json': environmentProblems(documents['environments.json']),
    'plans.json': planProblems(documents['plans.json'], looseKeys(documents['models.json'], 'models')),
  };
}

function modelProblems(document: unknown): ConfigurationProblem[] {
  const ids = looseKeys(document, 'models');
  const named = ['default_models', 'test_models'].flatMap((key) =>
    unknownNames('models.json', key, looseTexts(document, key), ids),
  );
  const withoutLatency = (ids ?? []).filter(
    (id) =>
      looseValue(document, 'models', id, 'type') === 'dummy' &&
      looseValue(document, 'models', id, 'latency_ms') === undefined,
  );
  return [
    ...named,
    ...withoutLatency.map((id) => ({
      file: 'models.json',
      path: `models.${id}.latency_ms`,
      value: 'nothing',
      message: 'is missing: a dummy model answers after a known time',
      remedy: 'Add it: milliseconds, such as 5.',
    })),
    ...(ids ?? []).flatMap((id) => modelFileProblems(document, id)),
  ];
}

function scenarioProblems(document: unknown): ConfigurationProblem[] {
  const own = looseKeys(document, 'scenarios');
  const known = own === undefined ? undefined : [...own, ...scenarioReferences];
  const named = ['default_scenarios', 'comprehensive_scenarios'].flatMap((key) =>
    unknownNames('scenarios.json', key, looseTexts(document, key), known),
  );
  return [
    ...named,
    ...unknownNames('scenarios.json', 'scenarios', own ?? [], scenarioConfigurationKeys),
    ...(own ?? []).flatMap((key) => loadProblems(document, key)),
  ];
}

function environmentProblems(document: unknown): ConfigurationProblem[] {
  const known = looseKeys(document, 'environments');
  return ['default_environment', 'current_environment'].flatMap((key) =>
    unknownNames('environments.json', key, looseTexts(document, key), known),
  );
}

function planProblems(document: unknown, models: readonly string[] | undefined): ConfigurationProblem[] {
  return (looseKeys(document, 'plans') ?? []).flatMap((id) => [
    ...unknownNames('plans.json', `plans.${id}.models`, looseTexts(document, 'plans', id, 'models'), models),
    ...unknownNames(
      'plans.json',
      `plans.${id}.scenarios`,
      looseTexts(document, 'plans', id, 'scenarios'),
      scenarioReferences,
    ),
    ...unreadableObjectives(id, looseTexts(document, 'plans', id, 'slos')),
  ]);
}

function unreadableObjectives(id: string, slos: readonly string[]): ConfigurationProblem[] {
  return objectiveProblems(slos).map(({ path, value, message, remedy }) => ({
    file: 'plans.json',
    path: `plans.${id}.${path}`,
    value: JSON.stringify(value),
    message: `cannot be read: ${message}`,
    remedy,
  }));
}

/** Nothing is said where it is not known which names there are. */
function unknownNames(
  file: ConfigurationFileName,
  path: string,
  names: readonly string[],
  known: readonly string[] | undefined,
): ConfigurationProblem[] {
  if (known === undefined) return [];
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearestNames(name, known);
      return {
        file,
        path,
        value: JSON.stringify(name),
        message: `names "${name}", which does not exist`,
        remedy: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${known.join(', ')}.`,
      };
    });
}
