import { describe, expect, it } from 'vitest';
import { isSynthetic } from '../../../core/analysis/isSynthetic.ts';
import type { Fingerprint } from '../../../core/contract/resultDocument.ts';

const fingerprint: Fingerprint = {
  product: { version: '0.1.0' },
  host: {
    hostname: 'bench',
    operatingSystem: 'Linux',
    kernel: '6.1',
    processor: 'CPU',
    logicalCores: 2,
    memoryBytes: 1,
  },
  gpu: { absent: 'no driver' },
  runtime: { node: '24.0.0' },
  engines: [
    { target: 'onnx', model: 'gpt2', engine: 'onnx', weights: 'synthetic' },
    { target: 'onnx', model: 'own', engine: 'onnx', weights: 'file' },
    { target: 'dummy', model: 'gpt2', engine: 'dummy' },
  ],
  configurationHash: '',
};

describe('isSynthetic', () => {
  it('is so for the target and the model that ran with made-up weights, and for no other', () => {
    const answers = [
      ['onnx', 'gpt2'],
      ['onnx', 'own'],
      ['dummy', 'gpt2'],
      ['onnx', 'absent'],
    ].map(([target = '', model = '']) => isSynthetic({ target, model }, fingerprint));
    expect(answers).toEqual([true, false, false, false]);
  });
});
