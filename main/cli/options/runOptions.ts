import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { scenarioNameParts } from '../../../core/contract/scenarioName.ts';
import type { Scenario } from '../../../core/scenarios/Scenario.ts';
import { plainScenario, scenarios } from '../../../core/scenarios/scenarios.ts';
import { serverExample } from '../../../core/targets/targets.ts';
import type { OptionTable } from './parseOptions.ts';
import type { ValueReader } from './ValueReader.ts';

/** The flags of `run`. */
export const runOptions: OptionTable = {
  target: {
    value: 'T',
    multiple: true,
    help: `onnx (the embedded engine), dummy (a target of known latency), or a server: its address such as ${serverExample}, or its name in servers.json`,
  },
  model: { value: 'M', multiple: true, help: 'a model of models.json' },
  scenario: {
    value: 'S',
    multiple: true,
    help: `a scenario such as ${plainScenario}, or a group such as ${scenarioNameParts(plainScenario).group}`,
  },
  preset: { value: 'NAME', help: 'a plan of plans.json, such as quick, instead of target, model and scenario' },
  comprehensive: {
    help: 'everything: the comprehensive_scenarios of scenarios.json, on the default models where none is named',
  },
  environment: {
    value: 'E',
    help: 'an environment of environments.json',
    later: 'server targets come with a later version; embedded targets need no environment.',
  },
  duration: { value: 'SECONDS', help: 'measured time of each step; warm-up is extra and shrinks with it' },
  concurrency: { value: '1,2,4', help: 'requests in flight, one step each', multiple: true },
  batch: { value: '1,4', help: 'batch sizes, one step each', multiple: true },
  rate: {
    value: 'R',
    help: 'requests per second of open loops, which then do not search for one: of a burst its base, of stress its peak',
  },
  requests: { value: 'N', help: 'end a step after this many counted requests' },
  seed: { value: 'N', help: 'seed of prompts, sampling and schedules; 42 unless set' },
  slo: {
    value: 'RULE',
    multiple: true,
    help: 'a service-level objective such as ttftMs.p95<=200, errorRate<=0.01 or throughput.requestsPerSecond>=50',
  },
  set: {
    value: 'KEY=VALUE',
    multiple: true,
    help: 'a setting such as promptTokens=16, outputTokens=8, threads=2, timeoutSeconds=30, traffic=day',
  },
  config: { value: 'DIR', help: 'directory of the configuration instead of the data directory’s or the bundled one' },
  json: { value: 'FILE', help: 'write the result document to this file ("-" for standard output)' },
  'data-dir': { value: 'DIR', help: 'directory of runs, reports and the user’s configuration' },
  shard: { value: 'I/N', help: 'run one of N shares of the load', later: 'sharding comes with a later version.' },
  pdf: { help: 'print the report as PDF too; sets up what that needs where it is missing' },
  'no-report': { help: 'do not write the report' },
  'fail-on': {
    value: 'suspect|invalid|slo',
    multiple: true,
    help: 'end with code 1 when a step is no better than this, or misses a service-level objective',
  },
  'max-regression': {
    value: '5%',
    help: 'largest regression that passes',
    later: 'comparisons come with a later version.',
  },
  yes: {
    help: 'agree beforehand: to more than an hour of --comprehensive, to a plan that needs more memory than there is',
  },
  quiet: { help: 'no progress on standard error' },
};

/** A warning for each flag of levels of which the plan's scenarios leave some out, so that nobody waits for them. */
export function unusedLevels(reader: ValueReader, load: LoadOptions, steps: readonly PlannedStep[]): PlanProblem[] {
  const flags = [
    { name: 'concurrency' as const, levels: load.concurrency, used: concurrenciesOf(load, steps) },
    { name: 'batch' as const, levels: load.batch, used: steps.map(({ load: own }) => own.batchSize) },
  ];
  return flags.flatMap(({ name, levels = [], used }): PlanProblem[] => {
    const unused = levels.filter((level) => !used.includes(level)).join(',');
    if (unused === '' || reader.texts(name).length === 0) return [];
    return [
      {
        severity: 'warning',
        path: `load.${name}`,
        value: unused,
        message: `--${name} ${unused} has no effect: no scenario of this plan has such a level`,
        remedy: `Leave it out, or add ${withLevels(name).join(' or ')}.`,
      },
    ];
  });
}

/** A search takes the highest level as the most that it may try, and finds its own. */
function concurrenciesOf(load: LoadOptions, steps: readonly PlannedStep[]): (number | undefined)[] {
  if (steps.some(({ search }) => search !== undefined)) return load.concurrency ?? [];
  return steps.map(({ load: own }) => own.concurrency);
}

/** Scenarios that have just the levels of a flag: of requests in flight those that ask what more of them bring. */
function withLevels(flag: 'concurrency' | 'batch'): string[] {
  const has = ({ traits, figures }: Scenario): boolean =>
    flag === 'batch'
      ? traits.levels === 'batch' || traits.levels === 'combination'
      : figures.includes('concurrency.scalingEfficiency');
  return scenarios.filter(has).map(({ name }) => name);
}
