import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { percentileNames } from '../../../core/contract/distribution.ts';
import { resultDocument } from '../../../core/contract/resultDocument.ts';
import { runCommand, temporaryDirectory } from '../cli/commandLine.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());

const data = ['--data-dir', join(directory.path, 'data')];
const dummy = ['--target', 'dummy', '--model', 'dummy_small', '--scenario', 'latency/single_request'];

it('a run measures a known latency, stores the run and writes document and report', async () => {
  const json = join(directory.path, 'out.json');
  const end = await runCommand(
    'run',
    ...dummy,
    '--duration',
    '2',
    '--set',
    'warmupSeconds=0.3',
    '--json',
    json,
    ...data,
  );
  expect(end).toMatchObject({ code: 0 });
  expect(end.out).toContain('latency/single_request');
  const document = resultDocument.parse(JSON.parse(readFileSync(json, 'utf8')));
  const [step] = document.steps;
  expect(document.run).toMatchObject({ status: 'completed', number: 1 });
  const latency = step?.latencyMs;
  const values = percentileNames.map((name) => Number(latency?.[name]));
  expect(values).toEqual([...values].sort((a, b) => a - b));
  expect(values[0]).toBeGreaterThanOrEqual(5);
  const inFlight = ((step?.throughput?.requestsPerSecond ?? 0) * Number(latency?.mean)) / 1000;
  expect(Math.abs(inFlight - 1)).toBeLessThan(0.05);
  expect(step?.memory).toHaveProperty('peakBytes');
  expect(step?.cpu).toHaveProperty('meanPercent');
  expect(step?.validity.checks.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['littles-law', 'sample-floors', 'error-rate', 'output-sanity', 'client-saturation']),
  );
  expect(existsSync(join(directory.path, 'data/reports/latest/report.html'))).toBe(true);
  const list = await runCommand('history', 'list', '--json', ...data);
  expect(JSON.parse(list.out)).toMatchObject([
    { id: document.run.id, number: 1, status: 'completed', finishedSteps: 1 },
  ]);
  const shown = await runCommand('history', 'show', 'latest', '--json', ...data);
  expect(JSON.parse(shown.out)).toEqual(document);
});
