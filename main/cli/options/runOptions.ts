import { scenarioNameParts } from '../../../core/contract/scenarioName.ts';
import { plainScenario } from '../../../core/scenarios/scenarios.ts';
import type { OptionTable } from './OptionTable.ts';

/** The flags of `run`. */
export const runOptions: OptionTable = {
  target: { value: 'T', multiple: true, help: 'onnx (the embedded engine) or dummy (a target of known latency)' },
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
