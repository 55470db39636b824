import { describe, expect, it } from 'vitest';
import { formatLatency, latencyColumn, latencyParts } from '../../../core/format/latency.ts';
import {
  bytesParts,
  formatBytes,
  formatQuantity,
  formatRate,
  formatTemperature,
} from '../../../core/format/quantities.ts';
import { plainSpaces } from './plainSpaces.ts';

const infinite = Number.POSITIVE_INFINITY;
const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

describe('formatLatency', () => {
  it('takes its decimals from the interval', () => {
    expect(plainSpaces(formatLatency(12.43, [12.08, 12.81]))).toBe('12.4 ms [12.1, 12.8]');
    expect(plainSpaces(formatLatency(110.2, [108.1, 113.4]))).toBe('110 ms [108, 113]');
    expect(plainSpaces(formatLatency(76.41, [75.83, 77.02]))).toBe('76.4 ms [75.8, 77.0]');
  });

  it('switches units where the number would become hard to read', () => {
    const cases: [number, string][] = [
      [240, '240 ms'],
      [0.11, '0.110 ms'],
      [0.1, '0.100 ms'],
      [0.0999, '99.9 µs'],
      [0.00052, '0.520 µs'],
      [9999, '9999 ms'],
      [9999.7, '10.0 s'],
      [12_400, '12.4 s'],
      [0, '0 ms'],
    ];
    for (const [valueMs, text] of cases) expect(plainSpaces(formatLatency(valueMs)), `${valueMs}`).toBe(text);
    expect(plainSpaces(formatLatency(12_412, [11_804, 13_030]))).toBe('12.4 s [11.8, 13.0]');
  });

  it('says ∞ without a unit where failures reach it', () => {
    expect(formatLatency(infinite)).toBe('∞');
    expect(plainSpaces(formatLatency(12.43, [12.08, infinite]))).toBe('12.4 ms [12.1, ∞]');
    expect(formatLatency(infinite, [131.2, infinite])).toBe('∞ [131, ∞]');
  });

  it('keeps number and unit on one line', () => {
    expect(formatLatency(240)).toBe('240\u00a0ms');
  });

  it('comes in parts for a screen', () => {
    expect(latencyParts(98.31, [97.02, 99.79])).toEqual({ number: '98.3', unit: 'ms', interval: '[97.0, 99.8]' });
    expect(latencyParts(214)).toEqual({ number: '214', unit: 'ms' });
  });
});

describe('latencyColumn', () => {
  it('gives every row the unit and the decimals of the most precise', () => {
    const column = latencyColumn([
      { value: 65.53, interval: [65.0, 66.1] },
      { value: 43.1, interval: [32, 55] },
      { value: infinite, interval: [80, infinite] },
    ]);
    expect(column).toEqual({
      unit: 'ms',
      cells: [
        { number: '65.5', unit: 'ms', interval: '[65.0, 66.1]' },
        { number: '43.1', unit: 'ms', interval: '[32.0, 55.0]' },
        { number: '∞', unit: '', interval: '[80.0, ∞]' },
      ],
    });
  });

  it('uses milliseconds where rows would be read in different units', () => {
    expect(latencyColumn([{ value: 12_400 }, { value: 13_100 }]).unit).toBe('s');
    expect(latencyColumn([{ value: 12_400 }, { value: 310 }]).cells.map(({ number }) => plainSpaces(number))).toEqual([
      '12 400',
      '310',
    ]);
    expect(latencyColumn([{ value: 0.02 }, { value: 0.05 }]).unit).toBe('µs');
    expect(latencyColumn([])).toEqual({ unit: 'ms', cells: [] });
  });
});

describe('formatRate', () => {
  it('has "/s" without a space', () => {
    expect(formatRate(240)).toBe('240/s');
    expect(formatRate(469.3, [464.8, 474.1])).toBe('469/s [465, 474]');
    expect(plainSpaces(formatRate(41_200))).toBe('41 200/s');
    expect(formatRate(8940)).toBe('8940/s');
    expect(formatRate(4.0912)).toBe('4.09/s');
  });

  it('is spelled out in titles', () => {
    expect(plainSpaces(formatQuantity(469.4, 'requests/s'))).toBe('469 requests/s');
  });
});

describe('formatBytes', () => {
  it('has three digits and the right binary name', () => {
    const cases: [number, string][] = [
      [612 * MIB, '612 MiB'],
      [5.73 * GIB, '5.73 GiB'],
      [44.99 * GIB, '45.0 GiB'],
      [96 * MIB, '96.0 MiB'],
      [512, '512 B'],
      [999, '999 B'],
      [1000, '0.977 KiB'],
      [1024, '1.00 KiB'],
      [1010 * MIB, '0.986 GiB'],
      [2 * 1024 * GIB, '2.00 TiB'],
      [0, '0 B'],
    ];
    for (const [bytes, text] of cases) expect(plainSpaces(formatBytes(bytes)), `${bytes}`).toBe(text);
  });

  it('scales its interval with it', () => {
    expect(plainSpaces(formatBytes(1.9 * MIB, [1.62 * MIB, 2.18 * MIB]))).toBe('1.9 MiB [1.6, 2.2]');
    expect(bytesParts(6.38 * GIB)).toEqual({ number: '6.38', unit: 'GiB' });
  });
});

describe('other units', () => {
  it('stand after a no-break space', () => {
    expect(formatQuantity(350, 'W')).toBe('350\u00a0W');
    expect(plainSpaces(formatQuantity(2100, 'MHz'))).toBe('2100 MHz');
    expect(plainSpaces(formatQuantity(1.0123, 'J', [0.981, 1.043]))).toBe('1.01 J [0.98, 1.04]');
    expect(plainSpaces(formatTemperature(63.7))).toBe('64 °C');
  });
});
