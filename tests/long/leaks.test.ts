import { afterAll, expect, it } from 'vitest';
import { MemoryRig } from '../integration/measurement/MemoryRig.ts';

const rig = new MemoryRig();
afterAll(async () => {
  await rig.stopServers();
  rig.directory.remove();
});

/** Large enough to be of whole pages of its own. */
const leakBytes = 64 * 1024;

it.skipIf(process.platform !== 'linux')(
  'a server that keeps so much of each request grows by that times its rate',
  async () => {
    const { url } = await rig.plant({ leakBytes });
    const { code, error, document } = await rig.measure(url, 'memory/memory_profiling', [
      ...['--duration', '180', '--concurrency', '1'],
    ]);
    expect(code, error).toBe(0);
    const step = document.steps[0];
    const steady = step?.phases.find(({ name }) => name === 'steady');
    const planted = leakBytes * (steady?.requestsPerSecond ?? Number.NaN) * 3600;
    const memory = step?.memory as { leakBytesPerHour: number; leakBytesPerHourInterval95: [number, number] };
    const [low, high] = memory.leakBytesPerHourInterval95;
    const said = `${JSON.stringify(memory)}, planted ${planted}`;
    expect(Math.abs(memory.leakBytesPerHour / planted - 1), said).toBeLessThan(0.1);
    expect(low, said).toBeLessThan(planted * 1.02);
    expect(high, said).toBeGreaterThan(planted * 0.98);
  },
);
