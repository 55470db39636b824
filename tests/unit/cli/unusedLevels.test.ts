import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../main/cli/options/parseOptions.ts';
import { readPlanRequest } from '../../../main/cli/options/readPlanRequest.ts';
import { runOptions, unusedLevels } from '../../../main/cli/options/runOptions.ts';
import { ValueReader } from '../../../main/cli/options/ValueReader.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { bundledConfiguration } from '../plan/bundledConfiguration.ts';

const configuration = bundledConfiguration();

function warningsOf(...arguments_: string[]): string[] {
  const reader = new ValueReader(parseOptions(arguments_, runOptions).values);
  const request = readPlanRequest(reader, configuration, 42);
  return unusedLevels(reader, request.load, resolvePlan(request, configuration, 2 ** 40, new Map()).steps).map(
    ({ message }) => message,
  );
}

const dummy = ['--target', 'dummy', '--model', 'dummy_small', '--scenario'];

describe('unusedLevels', () => {
  it('names the levels that no scenario of the plan runs', () => {
    expect(warningsOf(...dummy, 'latency/single_request', '--concurrency', '1,8,16', '--batch', '4')).toEqual([
      '--concurrency 8,16 has no effect: no scenario of this plan has such a level',
      '--batch 4 has no effect: no scenario of this plan has such a level',
    ]);
  });

  it('has nothing to say of levels that are run', () => {
    expect(warningsOf(...dummy, 'latency', '--concurrency', '1,8', '--batch', '4')).toEqual([]);
  });

  it('has nothing to say of the most that a search may try', () => {
    expect(warningsOf(...dummy, 'throughput/max_throughput', '--concurrency', '16')).toEqual([]);
  });

  it('leaves alone what a preset brings along', () => {
    expect(warningsOf('--preset', 'quick', '--scenario', 'latency/single_request')).toEqual([]);
  });
});
