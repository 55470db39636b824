import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../../core/contract/planRequest.ts';
import { exitCodes } from '../../../main/cli/Command.ts';
import { commands } from '../../../main/cli/commands/commands.ts';
import { parseOptions } from '../../../main/cli/options/parseOptions.ts';
import { readPlanRequest } from '../../../main/cli/options/readPlanRequest.ts';
import { ValueReader } from '../../../main/cli/options/ValueReader.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { bundledConfiguration } from '../plan/bundledConfiguration.ts';

const configuration = bundledConfiguration();
const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

/** The examples of the command line as a shell would hand them over, without the program's name. */
const examples = [...readme.matchAll(/^```bash\n(.*?)^```/gms)]
  .flatMap(([, block = '']) => block.replaceAll('\\\n', '').split('\n'))
  .filter((line) => line.startsWith('npx inferneo-bench '))
  // As a shell takes quotes off; no example has a space within them.
  .map((line) => line.replaceAll("'", '').split(/\s+/).slice(2));

describe('examples of the README', () => {
  it('has some of every command', () => {
    expect(new Set(examples.map(([name]) => name))).toEqual(new Set(commands.map(({ name }) => name)));
  });

  it.each(examples.map((example) => [example.join(' '), example] as const))('%s is understood', (_line, example) => {
    const [name, ...rest] = example;
    const command = commands.find((one) => one.name === name);
    const { values } = parseOptions(rest, command?.options ?? {});
    if (name !== 'run') return;
    const reader = new ValueReader(values);
    const request = readPlanRequest(reader, configuration, defaultSeed);
    expect(reader.problems).toEqual([]);
    const { problems, steps } = resolvePlan(request, configuration, 2 ** 40, new Map());
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(steps.length).toBeGreaterThan(0);
  });
});

describe('exit codes of the README', () => {
  it('are those of the command line', () => {
    const [, section = ''] = readme.split('### Exit codes');
    const told = [...section.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(told).toEqual(Object.values(exitCodes).toSorted((a, b) => a - b));
  });
});
