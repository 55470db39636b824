import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Planner } from '../../../main/run/service/Planner.ts';
import { ScriptedWorkers, type WorkerScript } from '../run/ScriptedWorkers.ts';
import { bundledConfiguration } from './bundledConfiguration.ts';

const silent: WorkerScript = () => undefined;
let path: string;
let planner: Planner;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'inferneo-bench-planner-')), 'trace.csv');
  planner = new Planner(
    new ScriptedWorkers({ store: silent, telemetry: silent, runner: silent, engine: silent }).start,
  );
});
afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

function resolvePlan(traffic: string | undefined, configured?: string, scenario = 'production/real_world_simulation') {
  const configuration = bundledConfiguration();
  const { production } = configuration.scenarios.scenarios;
  if (production === undefined) throw new Error('the bundled configuration has no "production"');
  if (configured !== undefined) configuration.scenarios.scenarios.production = { ...production, traffic: configured };
  const cells = [{ target: 'dummy', model: 'dummy_small', scenario }];
  const load = traffic === undefined ? {} : { traffic };
  return planner.resolve({ name: 'test', cells, load, seed: 1 }, configuration);
}

describe('recordings of a plan', () => {
  it('are read where the plan or the configuration names one, and again when the file has changed', async () => {
    writeFileSync(path, 'timestamp\n0\n1\n2\n');
    const fromPlan = await resolvePlan(relative(process.cwd(), path));
    expect(fromPlan.problems).toEqual([]);
    expect(fromPlan.steps).toMatchObject([{ load: { ratePerSecond: 1, traffic: { kind: 'traceFile', path } } }]);
    expect((await resolvePlan(undefined, path)).steps).toMatchObject([{ load: { traffic: { path } } }]);
    writeFileSync(path, 'timestamp\n0\n1\n2\n3\n7\n');
    expect((await resolvePlan(path)).steps).toMatchObject([{ load: { ratePerSecond: 4 / 7 } }]);
  });

  it('are not missed where the plan names other traffic, or plays none', async () => {
    expect((await resolvePlan('day', path)).problems).toEqual([]);
    expect((await resolvePlan(undefined, path, 'latency/single_request')).problems).toEqual([]);
  });

  it('are told where they are named', async () => {
    expect((await resolvePlan(path)).problems).toMatchObject([
      { severity: 'error', path: 'load.traffic', value: path },
    ]);
    expect((await resolvePlan(undefined, path)).problems).toMatchObject([
      { severity: 'error', path: 'scenarios.production.traffic', value: path },
    ]);
  });
});
