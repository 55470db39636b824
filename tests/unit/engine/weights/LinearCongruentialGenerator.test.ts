import { describe, expect, it } from 'vitest';
import { LinearCongruentialGenerator } from '../../../../main/engine/weights/syntheticPieces.ts';

const halfRange = 2 ** 23;

describe('LinearCongruentialGenerator', () => {
  it('gives the published sequence: from 0, the first states are 3c6ef35f, 47502932, d1ccf6e9, aaf95334', () => {
    // Numerical Recipes (2nd edition, §7.1) prints these as a check of the arithmetic.
    const states = [0x3c6ef35f, 0x47502932, 0xd1ccf6e9, 0xaaf95334];
    const values = new Float32Array(4);
    new LinearCongruentialGenerator(0).fill(values, halfRange);
    expect([...values]).toEqual(states.map((state) => state >> 8));
  });

  it('goes on where it stopped', () => {
    const whole = new Float32Array(10);
    new LinearCongruentialGenerator(99).fill(whole, 1);
    const generator = new LinearCongruentialGenerator(99);
    const parts = new Float32Array(10);
    generator.fill(parts.subarray(0, 3), 1);
    generator.fill(parts.subarray(3), 1);
    expect(parts).toEqual(whole);
  });

  it('has mean 0 and standard deviation limit / √3', () => {
    const values = new Float32Array(100_000);
    new LinearCongruentialGenerator(1).fill(values, 3);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(Math.sqrt(variance) - Math.sqrt(3))).toBeLessThan(0.02);
  });
});
