import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ResultDocument, resultDocument } from '../../../core/contract/resultDocument.ts';
import { scenarioNames } from '../../../core/contract/scenarioName.ts';
import { runCommand, temporaryDirectory } from './commandLine.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const groups = ['--scenario', 'latency,throughput,memory,production', '--yes', '--quiet'];

function readDocument(path: string): ResultDocument {
  return resultDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** The last step of each scenario, in the order in which they are listed. */
function lastSteps({ steps }: ResultDocument) {
  return scenarioNames.map((name) => {
    const last = steps.filter(({ scenario }) => scenario === name).at(-1);
    if (last === undefined) throw new Error(`nothing of ${name} was run`);
    return { name, step: last };
  });
}

describe('all twelve scenarios', () => {
  it('run on the dummy target one after the other, each with what it is there for', async () => {
    const json = join(directory.path, 'out.json');
    const configuration = join(directory.path, 'configuration');
    mkdirSync(configuration);
    for (const file of ['models', 'scenarios', 'environments'])
      writeFileSync(join(configuration, `${file}.json`), readFileSync(`config/${file}.json`));
    const models = JSON.parse(readFileSync(join(configuration, 'models.json'), 'utf8'));
    // Four at a time: a capacity of 800 a second, below what this client can do.
    models.models.known = { name: 'Known', type: 'dummy', latency_ms: 5, slots: 4, batch_sizes: [1, 2, 4] };
    writeFileSync(join(configuration, 'models.json'), JSON.stringify(models));
    const end = await runCommand(
      ...['run', '--target', 'dummy', '--model', 'known', ...groups, '--duration', '0.3', '--set', 'warmupSeconds=0.1'],
      ...['--concurrency', '1,2,4', '--batch', '1', '--slo', 'latencyMs.p95<=50'],
      ...['--config', configuration, '--json', json, '--data-dir', join(directory.path, 'data')],
    );
    expect(end.error).not.toMatch(/error/i);
    expect(end).toMatchObject({ code: 0 });
    const document = readDocument(json);
    const last = Object.fromEntries(lastSteps(document).map(({ name, step }) => [name, step]));
    for (const step of document.steps) {
      expect(step.failure).toBeUndefined();
      // On a busy machine the rate that was found may be so low that of a rare class alone no request is due.
      if (step.skipped !== undefined) expect(step.scenario).toBe('production/mixed_workload');
      else expect(step.latencyMs?.count).toBeGreaterThan(0);
    }
    const of = (name: (typeof scenarioNames)[number]) => {
      const step = last[name];
      if (step === undefined) throw new Error(name);
      return step;
    };
    const phasesOf = (name: (typeof scenarioNames)[number]) =>
      of(name)
        .phases.map((phase) => phase.name)
        .filter((phase) => phase !== 'warmUp' && phase !== 'coolDown');
    expect(phasesOf('throughput/burst_handling')).toEqual(['base', 'burst', 'recovery']);
    expect(of('throughput/burst_handling').burst).toMatchObject({ shed: 0 });
    expect(of('throughput/burst_handling').recovery).toBeDefined();
    expect(phasesOf('memory/memory_profiling')).toEqual(['idle', 'warm', 'steady', 'idle']);
    expect(of('memory/memory_efficiency').memory).toHaveProperty('baseBytes');
    expect(of('memory/memory_scaling').fit).toMatchObject({ fits: true });
    const { classes = [] } = of('production/mixed_workload');
    expect(classes.length).toBeGreaterThan(1);
    // Where the machine was busy a class alone may be invalid, and then says so.
    for (const { interference } of classes) {
      expect(interference).toSatisfy((one) => 'ratio' in one || /invalid|fewer|few/.test(one.absent));
    }
    expect(phasesOf('production/stress_test')).toEqual(['ramp', 'peak', 'recovery']);
    expect(of('production/stress_test').breakingPoint).toBeDefined();
    expect(of('production/real_world_simulation').attainment).toMatchObject({
      objectives: [{ objective: 'latencyMs.p95<=50', wanted: 0.95 }],
    });
    const report = readFileSync(join(directory.path, 'data/reports/latest/report.html'), 'utf8');
    // A part for each step, and one for each ladder of levels.
    expect(report.match(/<section class="step"/g)?.length).toBeGreaterThanOrEqual(document.steps.length);
  }, 150_000);

  it('run on the embedded engine as far as they differ from those of other tests', async () => {
    const json = join(directory.path, 'out.json');
    const scenarios = [
      'throughput/burst_handling',
      'memory/memory_profiling',
      'production/mixed_workload',
      'production/stress_test',
      'production/real_world_simulation',
    ];
    const end = await runCommand(
      ...['run', '--target', 'onnx', '--model', 'distilgpt2', '--scenario', scenarios.join(',')],
      ...['--duration', '0.6', '--rate', '20', '--concurrency', '2', '--quiet', '--no-report', '--json', json],
      ...['--set', 'promptTokens=4', '--set', 'outputTokens=2', '--set', 'warmupSeconds=0.2'],
      ...['--data-dir', join(directory.path, 'data')],
    );
    expect(end).toMatchObject({ code: 0 });
    const { steps } = readDocument(json);
    expect(steps.map(({ scenario }) => scenario)).toEqual(scenarios);
    for (const step of steps) {
      expect({ of: step.scenario, failure: step.failure }).toEqual({ of: step.scenario, failure: undefined });
      expect(step.requests.ok).toBeGreaterThan(0);
      expect(step.memory).toHaveProperty('peakBytes');
      expect(step.throughput?.outputTokensPerSecond).toBeGreaterThan(0);
    }
    expect(steps[1]?.phases.map(({ name }) => name)).toEqual(['idle', 'load', 'warm', 'steady', 'idle', 'coolDown']);
  }, 60_000);
});
