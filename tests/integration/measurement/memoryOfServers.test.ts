import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { MemoryRig } from './MemoryRig.ts';
import type { MemoryServerOptions } from './memoryServer.ts';

const mebibyte = 2 ** 20;
const rig = new MemoryRig();
const { directory } = rig;
const plant = (options: Partial<MemoryServerOptions>) => rig.plant(options);
const measure = (url: string, scenario: string, rest: readonly string[]) => rig.measure(url, scenario, rest);
afterEach(() => rig.stopServers());
afterAll(() => directory.remove());

/** Of the line of least squares. */
function slopeOf(points: readonly { x: number; y: number }[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const products = points.map(({ x, y }) => (x - meanX) * (y - meanY));
  return mean(products) / mean(xs.map((x) => (x - meanX) ** 2));
}

/** Memory that is left on this machine now. */
function availableBytes(): number {
  return 1024 * Number(/^MemAvailable:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]);
}

/** The bundled configuration with so much memory in reserve. */
function withReserve(megabytes: number): string {
  const path = join(directory.path, 'config');
  cpSync(resolve(import.meta.dirname, '../../../config'), path, { recursive: true });
  const file = join(path, 'scenarios.json');
  const configuration = JSON.parse(readFileSync(file, 'utf8'));
  configuration.scenarios.memory.memory_reserve_mb = megabytes;
  writeFileSync(file, JSON.stringify(configuration));
  return path;
}

describe.skipIf(process.platform !== 'linux')('the memory of a server on this machine', () => {
  it('is that of its processes, and so is its processor time', async () => {
    const { url } = await plant({});
    const { document, code, error } = await measure(url, 'latency/single_request', ['--duration', '1']);
    expect(code, error).toBe(0);
    expect(document.steps[0]).toMatchObject({
      memory: { of: 'server processes', peakBytes: expect.any(Number) },
      cpu: { of: 'server processes', meanPercent: expect.any(Number) },
    });
    const otherLoad = document.steps[0]?.validity.checks.find(({ id }) => id === 'foreign-load');
    expect(otherLoad?.status).not.toBe('skipped');
  });

  it('grows with the requests in flight by what each holds', async () => {
    const { url } = await plant({ latencyMs: 50, heldBytes: 16 * mebibyte });
    const { document, code, error } = await measure(url, 'memory/memory_efficiency', [
      ...['--duration', '1', '--concurrency', '1,4,8,16', '--set', 'warmupSeconds=0.3'],
    ]);
    expect(code, error).toBe(0);
    const memory = document.steps.at(-1)?.memory as { perRequestBytes: number };
    // The server keeps what the most requests in flight took; on the mean there are a few less, at the end of a step above all.
    const planted = slopeOf(
      document.steps.map(({ account, load }) => ({
        x: (account?.inFlightIntegralMs ?? 0) / ((account?.measuredToMs ?? 0) - (account?.measuredFromMs ?? 0)),
        y: 16 * mebibyte * (load.concurrency ?? 0),
      })),
    );
    expect(Math.abs(memory.perRequestBytes / planted - 1), `${JSON.stringify(memory)} ${planted}`).toBeLessThan(0.05);
  });

  it('ends a load that grows into the reserve, keeps what was measured, and is no failure', async () => {
    const { url } = await plant({ leakBytes: 4 * mebibyte });
    const reserve = Math.floor((availableBytes() - 200 * mebibyte) / 1e6);
    const { document, code, error } = await measure(url, 'memory/memory_scaling', [
      ...['--config', withReserve(reserve), '--duration', '30', '--concurrency', '2', '--batch', '1'],
      ...['--set', 'warmupSeconds=0.2'],
    ]);
    expect(code, error).toBe(0);
    expect(document.run.status).toBe('completed');
    const [step] = document.steps;
    expect(step).toMatchObject({
      fit: { fits: false, explanation: expect.stringContaining('kept in reserve: the load was ended') },
      validity: { verdict: 'invalid' },
    });
    expect(step).not.toHaveProperty('failure');
    expect(step).not.toHaveProperty('interrupted');
    expect(step?.requests.ok).toBeGreaterThan(0);
    // 200 MiB at 4 MiB a request, and what else grows meanwhile: far from the 30 s that were planned.
    expect(step?.requests.ok).toBeLessThan(200);
  });
});
