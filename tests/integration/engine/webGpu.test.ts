import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { largestDifference } from '../../unit/engine/gpt/logitsOf.ts';

const root = join(import.meta.dirname, '../../..');
/** The emulation of a GPU that comes with Electron; no GPU has run this. */
const electron = join(root, 'node_modules/electron/dist');
const driver = join(electron, 'vk_swiftshader_icd.json');

describe('WebGPU on Electron’s SwiftShader', () => {
  it.skipIf(process.platform !== 'linux' || !existsSync(driver))(
    'gives the logits that the processor gives, with a cache, and is told from a GPU (skipped without Electron)',
    { timeout: 120_000 },
    async () => {
      const environment = { ...process.env, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: electron };
      const program = join(import.meta.dirname, 'webGpuLogits.ts');
      const { stdout } = await promisify(execFile)(process.execPath, [program], { env: environment });
      const { probe, cpu, webgpu } = JSON.parse(stdout) as {
        probe: unknown;
        cpu: number[][];
        webgpu: number[][];
      };
      expect(probe).toMatchObject({ provider: 'webgpu', works: true, software: true, device: 'SwiftShader' });
      expect(cpu.flat().length).toBe(2 * 101);
      expect(Math.max(...cpu.flat().map(Math.abs))).toBeGreaterThan(0.01);
      expect(largestDifference(cpu, webgpu)).toBeLessThan(1e-4);
    },
  );
});
