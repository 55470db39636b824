import { describe, expect, it } from 'vitest';
import { memoryFitOf } from '../../../core/analysis/memory/memoryFit.ts';

const fits = { fits: true, explanation: 'room' };
const error = (kind: string, example: string, count = 2) => ({ kind, example, count });

describe('memoryFitOf', () => {
  it('is what was watched when nothing was refused', () => {
    expect(memoryFitOf(fits, { errors: [error('http-500', 'bad prompt')] })).toBe(fits);
    expect(memoryFitOf(undefined, { errors: [] })).toBeUndefined();
  });

  it.each([
    ['outOfMemory', 'there is not enough memory for this request'],
    ['http-500', 'CUDA out of memory. Tried to allocate 2.00 GiB'],
    ['http-503', 'std::bad_alloc'],
    ['http-500', 'torch.cuda.OutOfMemoryError'],
  ])('is no when requests were refused for want of memory: %s, %s', (kind, example) => {
    const fit = memoryFitOf(fits, { errors: [error('timeout', 'slow'), error(kind, example)] });
    expect(fit).toEqual({ fits: false, explanation: `2 requests were refused for want of memory: ${example}` });
  });

  it('is not told by a client error that mentions memory', () => {
    expect(memoryFitOf(fits, { errors: [error('http-400', 'field "out of memory" is unknown')] })).toBe(fits);
  });

  it('is no for a model that memory does not suffice for, and unknown for a step that broke off otherwise', () => {
    const failure = { reason: 'There is not enough memory to load gpt2', remedy: 'Close other programs' };
    expect(memoryFitOf(undefined, { errors: [], failure })).toEqual({ fits: false, explanation: failure.reason });
    expect(memoryFitOf(fits, { errors: [], failure: { reason: 'lost', remedy: '' } })).toBeUndefined();
    expect(memoryFitOf(fits, { errors: [], interrupted: true })).toBeUndefined();
  });
});
