import { describe, expect, it } from 'vitest';
import { checkMemory } from '../../../../main/engine/custom/customCard.ts';
import { EngineFailure } from '../../../../main/engine/EngineFailure.ts';

describe('checkMemory', () => {
  it('lets pass what fits, to the byte', () => {
    expect(() => checkMemory('/models/a.onnx', 1000, 1000)).not.toThrow();
  });

  it('refuses what does not, with the file, what it needs and what there is', () => {
    try {
      checkMemory('/models/a.onnx', 12e9, 8e9);
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      expect(error.failure.reason).toBe('The model /models/a.onnx needs about 12.0 GB of memory, and 8.0 GB are free.');
      expect(error.failure.remedy).toContain('smaller model');
      return;
    }
    throw new Error('it was let pass');
  });
});
