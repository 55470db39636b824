import { parseArgs } from 'node:util';
import { nearestNames } from '../../../core/format/nearestNames.ts';

/** One flag of a command. */
interface OptionDefinition {
  /** Name of the value in the help, such as `SECONDS`; absent for a switch. */
  value?: string;
  multiple?: boolean;
  help: string;
  /** A flag whose feature comes with a later version: naming it is refused with this, rather than ignored. */
  later?: string;
}

export type OptionTable = Readonly<Record<string, OptionDefinition>>;

/** The values of a command's flags: texts as typed; a switch that is set is `true`. */
export type OptionValues = ReadonlyMap<string, string | true | readonly string[]>;

/** Something wrong with how the command was called: every problem at once, each already a full sentence or two. */
export class UsageError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'UsageError';
    this.problems = problems;
  }
}

/**
 * Reads a command's arguments against its table of flags.
 *
 * @throws UsageError with every unknown flag (and its nearest names), missing value and flag of a later version at once.
 */
export function parseOptions(
  arguments_: readonly string[],
  table: OptionTable,
): { values: OptionValues; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { value, multiple }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: multiple ?? false },
    ]),
  );
  const { values, positionals, tokens } = parseArgs({
    args: [...arguments_],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const problems: string[] = [];
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    // Of its own: every object has a "constructor".
    const definition = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (definition === undefined) {
      const near = nearestNames(token.name, Object.keys(table));
      problems.push(
        `${token.rawName} is no option of this command. ${near.length > 0 ? `Did you mean ${near.map((name) => `--${name}`).join(' or ')}?` : 'See --help.'}`,
      );
    } else if (definition.later !== undefined) problems.push(`${token.rawName}: ${definition.later}`);
    else if (definition.value !== undefined && !hasValue(token)) {
      problems.push(`${token.rawName} needs a value: ${token.rawName} ${definition.value}`);
    } else if (definition.value === undefined && token.value !== undefined) {
      problems.push(`${token.rawName} takes no value, but "${token.value}" was given.`);
    } else if (definition.value !== undefined && definition.multiple !== true && given.has(token.name)) {
      problems.push(`${token.rawName} is given twice. Give it once.`);
    }
    given.add(token.name);
  }
  if (problems.length > 0) throw new UsageError(problems);
  const entries = Object.entries(values).filter(([, value]) => value !== undefined) as [
    string,
    string | true | string[],
  ][];
  return { values: new Map(entries), positionals };
}

/**
 * A flag after a flag is no value: `--json --quiet` forgot the file. A value that begins so is written `--json=--odd`. Nor
 * is an empty text, which an unset variable of a script leaves behind.
 */
function hasValue({ value, inlineValue }: { value: string | undefined; inlineValue: boolean | undefined }): boolean {
  return value !== undefined && value !== '' && (inlineValue === true || !value.startsWith('--'));
}
