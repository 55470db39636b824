import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ServerRig } from '../cli/ServerRig.ts';
import { ServeProcess } from '../serve/ServeProcess.ts';

const rig = new ServerRig();
afterEach(() => rig.stopServers());
afterAll(() => rig.directory.remove());

describe('the search for the highest throughput', () => {
  const search = ['--scenario', 'throughput/max_throughput', '--duration', '2'];

  it('finds what one worker of 20 ms can do, and that more in flight brings no more', { retry: 2 }, async () => {
    const { url } = await rig.plant({ service: { workers: 1, meanMs: 20, distribution: 'constant', seed: 1 } });
    const { end, steps } = await rig.measure([url], search);
    expect(end.code).toBe(0);
    const found = steps.at(-1)?.search;
    expect(found?.endedBy).toBe('saturation');
    expect(found?.highestRequestsPerSecond).toBeGreaterThan(45);
    expect(found?.highestRequestsPerSecond).toBeLessThan(55);
    expect(found?.kneeConcurrency).toBeLessThanOrEqual(2);
    expect(end.out).toContain('Saturated: no level brings more than');
  });

  it('says of a server that does nothing that the client was the limit', async () => {
    const server = await ServeProcess.start('serve-null', '--protocol', 'openai', '--port', '0');
    try {
      const { end, steps } = await rig.measure([server.url], search, { model: 'null' });
      expect(end.code).toBe(0);
      expect(steps.at(-1)?.search?.endedBy).toBe('client');
      expect(end.out).toContain('Client-bound: at');
    } finally {
      await server.interrupt();
    }
  });
});
