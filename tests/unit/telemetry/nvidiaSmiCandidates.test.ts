import { describe, expect, it } from 'vitest';
import { nvidiaSmiCandidates } from '../../../main/telemetry/gpu/nvidiaSmi.ts';

describe('nvidiaSmiCandidates', () => {
  it('tries every hit on PATH before the usual places, each once', () => {
    expect(nvidiaSmiCandidates({ PATH: '/opt/bin:/usr/bin' }, 'linux')).toEqual([
      '/opt/bin/nvidia-smi',
      '/usr/bin/nvidia-smi',
      '/usr/lib/wsl/lib/nvidia-smi',
    ]);
  });
});
