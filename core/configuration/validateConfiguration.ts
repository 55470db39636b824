import { z } from 'zod';
import {
  type Configuration,
  type ConfigurationFileName,
  configurationFiles,
  type PlansFile,
} from '../contract/configuration.ts';
import type { ConfigurationProblem } from '../contract/configurationProblem.ts';
import { resultDocument } from '../contract/resultDocument.ts';
import { describeIssue, pathText } from './describeIssue.ts';
import { referenceProblems } from './referenceProblems.ts';

/**
 * Checks the texts of all configuration files and reports every problem at once: of syntax, of form, and of
 * references between and within the files. The configuration is there only when there is no problem.
 *
 * @param standIns files that the user does not have, for which the bundled ones stand in. Plans among them may name
 *   models that the user's own file does not list: those are left out, for the user has not written them.
 */
export function validateConfiguration(
  texts: Readonly<Record<ConfigurationFileName, string>>,
  standIns: readonly ConfigurationFileName[] = [],
): { configuration: Configuration } | { problems: ConfigurationProblem[] } {
  const models = readFile('models.json', texts);
  const scenarios = readFile('scenarios.json', texts);
  const environments = readFile('environments.json', texts);
  const plans = readFile('plans.json', texts);
  const servers = readFile('servers.json', texts);
  const areOwnPlans = !standIns.includes('plans.json');
  if (!areOwnPlans && plans.file !== undefined && models.file !== undefined) {
    plans.file = withoutModelsBut(Object.keys(models.file.models), plans.file);
  }
  const references = referenceProblems({
    'models.json': models.document,
    'scenarios.json': scenarios.document,
    'environments.json': environments.document,
    'plans.json': areOwnPlans ? plans.document : undefined,
  });
  const problems = [
    ...models.problems,
    ...references['models.json'],
    ...scenarios.problems,
    ...references['scenarios.json'],
    ...environments.problems,
    ...references['environments.json'],
    ...plans.problems,
    ...references['plans.json'],
    ...servers.problems,
  ];
  return problems.length === 0 &&
    models.file !== undefined &&
    scenarios.file !== undefined &&
    environments.file !== undefined &&
    plans.file !== undefined &&
    servers.file !== undefined
    ? {
        configuration: {
          models: models.file,
          scenarios: scenarios.file,
          environments: environments.file,
          plans: plans.file,
          servers: servers.file,
        },
      }
    : { problems };
}

/** Plans as far as they are of these models; one that is of none of them is left out. */
function withoutModelsBut(ids: readonly string[], { plans, ...rest }: PlansFile): PlansFile {
  const kept = Object.entries(plans)
    .map(([id, plan]) => [id, { ...plan, models: plan.models.filter((model) => ids.includes(model)) }] as const)
    .filter(([, { models }]) => models.length > 0);
  return { ...rest, plans: Object.fromEntries(kept) };
}

interface ReadFile<Name extends ConfigurationFileName> {
  /** As parsed, whatever its form; undefined when it is no JSON. */
  document: unknown;
  /** Undefined when its form is not right. */
  file: z.infer<(typeof configurationFiles)[Name]> | undefined;
  problems: ConfigurationProblem[];
}

/** Of the path to what is nested too deep: the rest of it would only repeat itself. */
const shownLevels = 8;

function readFile<Name extends ConfigurationFileName>(
  name: Name,
  texts: Readonly<Record<ConfigurationFileName, string>>,
): ReadFile<Name> {
  let document: unknown;
  try {
    document = JSON.parse(texts[name]);
  } catch (error) {
    const message = `is no JSON: ${error instanceof Error ? error.message : String(error)}`;
    const problem = { file: name, path: '', value: 'text', message, remedy: 'Mend the syntax there.' };
    return { document, file: undefined, problems: [problem] };
  }
  const tooDeep = deepestPath(texts[name]);
  if (tooDeep !== undefined) {
    const problem: ConfigurationProblem = {
      file: name,
      path: pathText(tooDeep.slice(0, shownLevels)),
      value: `${tooDeep.length} levels`,
      message: 'is nested deeper than any setting is',
      remedy: 'Take out the brackets that are too many there.',
    };
    return { document: undefined, file: undefined, problems: [problem] };
  }
  const problems = repeatedKeys(texts[name]).map((path) => ({
    file: name,
    path: pathText(path),
    value: JSON.stringify(path.at(-1)),
    message: 'stands there twice, and only the last would count',
    remedy: 'Remove one of the two, or rename it.',
  }));
  const schema: z.ZodType = configurationFiles[name];
  const parsed = schema.safeParse(document);
  if (parsed.success) return { document, file: parsed.data as ReadFile<Name>['file'], problems };
  const jsonSchema = z.toJSONSchema(schema, { io: 'input' });
  const wrong = parsed.error.issues.flatMap((issue) =>
    describeIssue(name, issue, document, (path) => keysAt(jsonSchema, path)),
  );
  return { document, file: undefined, problems: [...problems, ...wrong] };
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

/** A text in quotes, or a sign that structures. Numbers and words need no look. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

type Frame = { keys: Set<string>; at: string; awaitsKey: boolean } | { keys?: undefined; at: number };

/** The settings that lie deepest have seven levels. Checking and quoting a value takes a step of the stack for each. */
const mostLevels = 64;

/** The path to a value of a JSON text that lies deeper than any setting does; undefined when there is none. */
function deepestPath(text: string): PropertyKey[] | undefined {
  const frames: Frame[] = [];
  for (const [sign] of text.matchAll(token)) {
    follow(frames, sign);
    if (frames.length > mostLevels) return frames.map(({ at }) => at);
  }
  return undefined;
}

/**
 * Paths of keys that stand more than once in one object of a JSON text: a parser keeps the last and drops the others
 * without a word. The text must be valid JSON.
 */
export function repeatedKeys(text: string): PropertyKey[][] {
  const repeated: PropertyKey[][] = [];
  const frames: Frame[] = [];
  for (const [sign] of text.matchAll(token)) {
    const key = follow(frames, sign);
    const keys = frames.at(-1)?.keys;
    if (key === undefined || keys === undefined) continue;
    if (keys.has(key)) repeated.push(frames.map(({ at }) => at));
    keys.add(key);
  }
  return repeated;
}

/** Goes on by one sign of a text; gives the key that it is, where it is one. */
function follow(frames: Frame[], sign: string): string | undefined {
  const frame = frames.at(-1);
  if (sign === '{') frames.push({ keys: new Set(), at: '', awaitsKey: true });
  else if (sign === '[') frames.push({ at: 0 });
  else if (sign === '}' || sign === ']') frames.pop();
  else if (frame === undefined) return undefined;
  else if (frame.keys === undefined) frame.at += sign === ',' ? 1 : 0;
  else if (sign === ',') frame.awaitsKey = true;
  else if (sign === ':') frame.awaitsKey = false;
  else if (frame.awaitsKey) {
    frame.at = JSON.parse(sign) as string;
    return frame.at;
  }
  return undefined;
}

/** JSON Schemas (draft 2020-12) of the configuration files and of the result document, by the name of their file. */
export function configurationSchemas(): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  for (const [file, schema] of Object.entries(configurationFiles)) {
    schemas[file.replace('.json', '.schema.json')] = z.toJSONSchema(schema, { io: 'input' });
  }
  schemas['result.schema.json'] = z.toJSONSchema(resultDocument, { io: 'input' });
  return schemas;
}
