import { z } from 'zod';
import {
  type Configuration,
  type ConfigurationFileName,
  configurationFiles,
  scenarioConfigurationKeys,
} from '../contract/configuration.ts';
import { scenarioGroups, scenarioNames } from '../contract/scenarioName.ts';
import type { ConfigurationProblem } from './ConfigurationProblem.ts';
import { describeIssue } from './describeIssue.ts';
import { nearestNames } from './nearestNames.ts';

/**
 * Checks the texts of all four configuration files and reports every problem at once: of syntax, of form, and of
 * references between and within the files. The configuration is there only when there is no problem.
 */
export function validateConfiguration(
  texts: Readonly<Record<ConfigurationFileName, string>>,
): { configuration: Configuration } | { problems: ConfigurationProblem[] } {
  const problems: ConfigurationProblem[] = [];
  const models = readFile('models.json', texts, problems);
  const scenarios = readFile('scenarios.json', texts, problems);
  const environments = readFile('environments.json', texts, problems);
  const plans = readFile('plans.json', texts, problems);
  if (models !== undefined) {
    problems.push(...unknownNames('models.json', 'default_models', models.default_models, Object.keys(models.models)));
    problems.push(...unknownNames('models.json', 'test_models', models.test_models, Object.keys(models.models)));
    for (const [id, model] of Object.entries(models.models)) {
      if (model.type === 'dummy' && model.latency_ms === undefined) {
        problems.push({
          file: 'models.json',
          path: `models.${id}.latency_ms`,
          value: 'nothing',
          message: 'is missing: a dummy model answers after a known time',
          remedy: 'Add it: milliseconds, such as 5.',
        });
      }
    }
  }
  if (scenarios !== undefined) {
    const names = [...Object.keys(scenarios.scenarios), ...Object.keys(scenarioGroups), ...scenarioNames];
    problems.push(...unknownNames('scenarios.json', 'default_scenarios', scenarios.default_scenarios, names));
    problems.push(
      ...unknownNames('scenarios.json', 'comprehensive_scenarios', scenarios.comprehensive_scenarios, names),
    );
    problems.push(
      ...unknownNames('scenarios.json', 'scenarios', Object.keys(scenarios.scenarios), [...scenarioConfigurationKeys]),
    );
  }
  if (environments !== undefined) {
    const names = Object.keys(environments.environments);
    for (const key of ['default_environment', 'current_environment'] as const) {
      const name = environments[key];
      problems.push(...unknownNames('environments.json', key, name === undefined ? undefined : [name], names));
    }
  }
  if (plans !== undefined && models !== undefined) {
    for (const [id, plan] of Object.entries(plans.plans)) {
      problems.push(...unknownNames('plans.json', `plans.${id}.models`, plan.models, Object.keys(models.models)));
      const names = [...scenarioNames, ...Object.keys(scenarioGroups)];
      problems.push(...unknownNames('plans.json', `plans.${id}.scenarios`, plan.scenarios, names));
    }
  }
  return problems.length === 0 &&
    models !== undefined &&
    scenarios !== undefined &&
    environments !== undefined &&
    plans !== undefined
    ? { configuration: { models, scenarios, environments, plans } }
    : { problems };
}

function readFile<Name extends ConfigurationFileName>(
  file: Name,
  texts: Readonly<Record<ConfigurationFileName, string>>,
  problems: ConfigurationProblem[],
): z.infer<(typeof configurationFiles)[Name]> | undefined {
  let document: unknown;
  try {
    document = JSON.parse(texts[file]);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    problems.push({
      file,
      path: '',
      value: 'text',
      message: `is no JSON: ${message}`,
      remedy: 'Mend the syntax there.',
    });
    return undefined;
  }
  const schema: z.ZodType = configurationFiles[file];
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data as z.infer<(typeof configurationFiles)[Name]>;
  const jsonSchema = z.toJSONSchema(schema, { io: 'input' });
  for (const issue of parsed.error.issues) {
    problems.push(...describeIssue(file, issue, document, (path) => keysAt(jsonSchema, path)));
  }
  return undefined;
}

type SchemaNode = z.core.JSONSchema.BaseSchema;

/** The keys that the schema knows at a path of the document. */
function keysAt(root: SchemaNode, path: readonly PropertyKey[]): string[] {
  let node: SchemaNode | undefined = root;
  for (const part of path) {
    const next: unknown =
      typeof part === 'number'
        ? node?.items
        : (node?.properties?.[String(part)] ??
          (typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined));
    node = typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as SchemaNode) : undefined;
  }
  return Object.keys(node?.properties ?? {}).filter((key) => key !== '$schema');
}

function unknownNames(
  file: string,
  path: string,
  names: readonly string[] | undefined,
  known: readonly string[],
): ConfigurationProblem[] {
  return (names ?? [])
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
