import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestNames } from '../../../core/format/nearestNames.ts';

describe('nearestNames', () => {
  const known = [
    'latency/single_request',
    'latency/concurrent_requests',
    'throughput/max_throughput',
    'gpt2',
    'distilgpt2',
  ];

  it('finds swapped, missing and wrong letters', () => {
    expect(nearestNames('gtp2', known)[0]).toBe('gpt2');
    expect(nearestNames('distilgpt', known)[0]).toBe('distilgpt2');
    expect(nearestNames('latency/singel_request', known)[0]).toBe('latency/single_request');
  });

  it('knows a name by its last part when the group is wrong or missing', () => {
    expect(nearestNames('max_throughput', known)).toContain('throughput/max_throughput');
  });

  it('has none for something else', () => {
    expect(nearestNames('zzzzzzzz', known)).toEqual([]);
  });

  it('finds a name after any single slip of a letter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.nat(), fc.constantFrom('a', 'x', '_'), (name, at, letter) => {
        const place = at % name.length;
        expect(nearestNames(name.slice(0, place) + letter + name.slice(place + 1), known)).toContain(name);
      }),
    );
  });
});
