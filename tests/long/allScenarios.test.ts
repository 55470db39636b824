import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resultDocument } from '../../core/contract/resultDocument.ts';
import { scenarioNames } from '../../core/contract/scenarioName.ts';
import { runCommand, temporaryDirectory } from '../integration/cli/commandLine.ts';

it('the embedded engine goes through all twelve scenarios, with their searches', async () => {
  const directory = temporaryDirectory();
  try {
    const json = join(directory.path, 'out.json');
    const end = await runCommand(
      ...['run', '--target', 'onnx', '--model', 'distilgpt2', '--scenario', 'latency,throughput,memory,production'],
      ...['--duration', '3', '--concurrency', '1,2,4', '--batch', '1,2', '--yes', '--quiet', '--json', json],
      ...['--set', 'promptTokens=4', '--set', 'outputTokens=2', '--data-dir', join(directory.path, 'data')],
    );
    expect(end).toMatchObject({ code: 0 });
    const { steps } = resultDocument.parse(JSON.parse(readFileSync(json, 'utf8')));
    for (const name of scenarioNames) {
      const last = steps.filter(({ scenario }) => scenario === name).at(-1);
      expect({ name, failure: last?.failure }).toEqual({ name, failure: undefined });
      expect(last?.requests.ok, name).toBeGreaterThan(0);
      expect(last?.memory, name).toHaveProperty('peakBytes');
    }
  } finally {
    directory.remove();
  }
});
