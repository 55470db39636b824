import { describe, expect, it } from 'vitest';
import { loadFailure } from '../../../../main/engine/process/loadBuiltInModel.ts';

describe('loadFailure', () => {
  it.each([
    'std::bad_alloc',
    'Array buffer allocation failed',
    'Failed to allocate memory for requested buffer of size 9',
  ])('knows lack of memory by "%s"', (text) => {
    const { failure } = loadFailure(new Error(text), 'gpt2', '/cache/gpt2.weights', true);
    expect(failure.reason).toBe('There is not enough memory to load gpt2 from /cache/gpt2.weights.');
    expect(failure.remedy).toContain('distilgpt2');
    expect(failure.detail).toBe(text);
  });

  it('names the weights file in any other refusal', () => {
    const { failure } = loadFailure(new Error('Load model failed: out of bounds'), 'gpt2', '/cache/gpt2.weights', true);
    expect(failure.reason).toContain('/cache/gpt2.weights');
    expect(failure.remedy).toContain('Delete /cache/gpt2.weights');
  });

  it('does not tell a user to delete weights that cannot be made anew', () => {
    const { failure } = loadFailure(new Error('out of bounds'), 'mine', '/models/model.safetensors', false);
    expect(failure.remedy).not.toContain('Delete');
    expect(failure.remedy).toContain('download it again');
  });
});
