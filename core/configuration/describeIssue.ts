import type { z } from 'zod';
import type { ConfigurationProblem } from '../contract/configurationProblem.ts';
import { nearestNames } from '../format/nearestNames.ts';

type Issue = z.core.$ZodIssue;

/**
 * Turns one finding of a schema into problems a user can act on: one for each unknown key, else one for the value.
 * `document` is the parsed file, from which the offending value is quoted; `knownKeys` answers which keys may stand at a
 * path, for a mistyped key's nearest names.
 */
export function describeIssue(
  file: string,
  issue: Issue,
  document: unknown,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
): ConfigurationProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const known = knownKeys(issue.path);
      const near = nearestNames(key, known);
      return {
        file,
        path: pathText([...issue.path, key]),
        value: quote(valueAt(document, [...issue.path, key])),
        message: `"${key}" is no setting of this product`,
        remedy:
          near.length > 0 ? `Write ${orList(near)}, or remove it.` : `Remove it. Known here: ${known.join(', ')}.`,
      };
    });
  }
  const value = valueAt(document, issue.path);
  return [{ file, path: pathText(issue.path), value: quote(value), ...explain(issue, value) }];
}

function explain(issue: Issue, value: unknown): { message: string; remedy: string } {
  if (value === undefined && issue.code !== 'custom') {
    return { message: 'is missing', remedy: `Add it: ${expectation(issue)}.` };
  }
  if (issue.code === 'invalid_key') {
    return { message: 'stands under an empty name', remedy: 'Give it a name of at least one character.' };
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const near = typeof value === 'string' ? nearestNames(value, allowed) : [];
    return {
      message: `must be one of ${allowed.join(', ')}`,
      remedy: near.length > 0 ? `Did you mean ${orList(near)}?` : `Write one of ${allowed.join(', ')}.`,
    };
  }
  const wanted = expectation(issue);
  return { message: `must be ${wanted}`, remedy: `Write ${wanted}.` };
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return article(issue.expected);
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `a ${issue.origin === 'string' ? 'text' : 'list'} with at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `${issue.origin === 'int' ? 'a whole number' : 'a number'} ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `a ${issue.origin === 'string' ? 'text' : 'list'} with at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `${issue.origin === 'int' ? 'a whole number' : 'a number'} ${issue.inclusive ? 'of at most' : 'below'} ${issue.maximum}`;
    case 'invalid_union':
      return 'one of the forms that the documentation names';
    default:
      return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  }
}

function article(type: string): string {
  const words: Record<string, string> = {
    int: 'a whole number',
    number: 'a number',
    string: 'a text in quotes',
    array: 'a list in [ ]',
    object: 'an object in { }',
    record: 'an object in { }',
    boolean: 'true or false',
  };
  return words[type] ?? type;
}

function orList(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length < 2 ? (quoted[0] ?? '') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** `models.gpt2.batch_sizes[2]`, as a user would look for it. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined),
    document,
  );
}

function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
