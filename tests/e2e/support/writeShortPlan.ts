import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Gives a data directory a Quick plan of its own, of the same kind as the one that comes with the product but seconds
 * long: the same engine and scenarios, one model, shorter steps.
 */
export async function writeShortPlan(dataDirectory: string, change: Record<string, unknown> = {}): Promise<void> {
  const quick = {
    name: 'Quick',
    targets: ['onnx'],
    models: ['distilgpt2'],
    scenarios: ['latency'],
    load: {
      durationSeconds: 2.5,
      warmupSeconds: 0.5,
      concurrency: [1, 2],
      batch: [1, 2],
      promptTokens: 16,
      outputTokens: 4,
    },
    ...change,
  };
  await mkdir(join(dataDirectory, 'config'), { recursive: true });
  await writeFile(join(dataDirectory, 'config', 'plans.json'), JSON.stringify({ plans: { quick } }));
}
