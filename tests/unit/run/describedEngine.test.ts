import { describe, expect, it } from 'vitest';
import type { EngineDescription } from '../../../core/contract/engineProtocol.ts';
import { describedEngine } from '../../../main/run/execution/describedEngine.ts';
import { stepOf } from '../analysis/measurements.ts';

const description: EngineDescription = {
  model: 'gpt2',
  task: 'generate',
  parameters: 124_439_808,
  provider: 'cuda',
  libraries: ['ONNX Runtime 1.30.0'],
  threads: 1,
  prepacking: true,
  precision: 'float32',
  weights: 'synthetic',
  runtimeVersion: '1.30.0',
  loadMs: 100,
};

describe('describedEngine', () => {
  it('names the GPU where there is no question which it was', () => {
    expect(describedEngine({ step: stepOf(), description }, ['NVIDIA H100'])).toMatchObject({ device: 'NVIDIA H100' });
    expect(describedEngine({ step: stepOf(), description }, ['NVIDIA H100', 'NVIDIA T4'])).not.toHaveProperty('device');
    expect(
      describedEngine({ step: stepOf(), description: { ...description, provider: 'cpu' } }, ['NVIDIA H100']),
    ).not.toHaveProperty('device');
  });

  it('keeps what auto would have preferred, with the reason', () => {
    const refused = [{ provider: 'cuda' as const, reason: 'no library' }, { provider: 'webgpu' as const }];
    const fallback = { asked: 'auto' as const, used: 'cpu' as const, refused };
    expect(describedEngine({ step: stepOf(), description, fallback }, []).providerFallback).toEqual({
      asked: 'auto',
      refused: [
        { provider: 'cuda', reason: 'no library' },
        { provider: 'webgpu', reason: 'the runtime does not say why' },
      ],
    });
  });
});
