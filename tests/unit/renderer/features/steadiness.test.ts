/// <reference types="vite/client" />
import fastCheck from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { formatStability, steadinessLines } from '../../../../core/format/steadinessWords.ts';
import { SteadinessPane } from '../../../../renderer/features/results/ResultsSide.tsx';
import { plainSpaces } from '../../format/plainSpaces.ts';
import { stepResultFor } from '../helpers/stepResultFor.ts';

const lines = (reliability: StepResult['reliability']): string[] =>
  steadinessLines(stepResultFor('a', { reliability })).map(({ name, value }) => plainSpaces(`${name} ${value}`));
const drift = (driftPerHour: number, driftPerHourInterval95: [number, number]): string[] =>
  lines({ errorRate: 0, driftPerHour, driftPerHourInterval95 });

describe('the steadiness of a step', () => {
  it('is a score of 100, and a drift with its sign and its interval in percent', () => {
    expect(
      lines({ errorRate: 0, stabilityScore: 97.2, driftPerHour: 0.003, driftPerHourInterval95: [-0.005, 0.011] }),
    ).toEqual(['Stability 97 of 100', 'Drift +0.3 % per hour [−0.5, 1.1]']);
  });

  it('shows which way a drift goes, also where it is large or too small for its decimals', () => {
    expect(drift(-0.02, [-0.03, -0.01])).toEqual(['Drift −2.0 % per hour [−3.0, −1.0]']);
    expect(drift(8.12, [7.5, 8.8])).toEqual(['Drift +812 % per hour [750, 880]']);
    expect(drift(0, [-0.01, 0.01])).toEqual(['Drift 0.0 % per hour [−1.0, 1.0]']);
    expect(drift(0.0001, [-0.01, 0.01])).toEqual(['Drift < 0.1 % per hour [−1.0, 1.0]']);
    expect(drift(-0.0001, [-0.01, 0.01])).toEqual(['Drift > −0.1 % per hour [−1.0, 1.0]']);
  });

  it('says why there is none, each for itself', () => {
    expect(lines({ errorRate: 0, stabilityScore: 88, driftAbsent: '35 s of 60 s' })).toEqual([
      'Stability 88 of 100',
      'Drift not measured: 35 s of 60 s',
    ]);
    expect(lines({ errorRate: 0, stabilityAbsent: '60 of 101 requests', driftAbsent: '60 of 101 requests' })).toEqual([
      'Stability not measured: 60 of 101 requests',
      'Drift not measured: 60 of 101 requests',
    ]);
  });

  it('tells how memory grew, with signs, where that was measured', () => {
    const memory = {
      peakBytes: 3e8,
      meanBytes: 2e8,
      of: 'engine process',
      leakBytesPerHour: 6e7,
      leakBytesPerHourInterval95: [-1024, 1e8] as [number, number],
    };
    const told = steadinessLines(stepResultFor('a', { reliability: undefined, memory }));
    expect(told.map(({ name, value }) => plainSpaces(`${name} ${value}`))).toEqual([
      'Memory +57.2 MiB per hour [\u22121.00 KiB, +95.4 MiB]',
    ]);
  });

  it('is not spoken of where the result has neither figure nor reason', () => {
    expect(lines({ errorRate: 0 })).toEqual([]);
    expect(lines(undefined)).toEqual([]);
  });

  it('reads as 100 only when it is, and as 0 only when it is', () => {
    expect(formatStability(100)).toBe('100');
    expect(plainSpaces(formatStability(99.6))).toBe('> 99');
    expect(plainSpaces(formatStability(0.2))).toBe('< 1');
    fastCheck.assert(
      fastCheck.property(fastCheck.double({ min: 0, max: 100, noNaN: true }), (score) => {
        expect(formatStability(score) === '100').toBe(score === 100);
        expect(formatStability(score) === '0').toBe(score === 0);
      }),
    );
  });
});

describe('the pane beside the checks', () => {
  const pane = (reliability: StepResult['reliability']): string =>
    plainSpaces(renderToStaticMarkup(createElement(SteadinessPane, { step: stepResultFor('a', { reliability }) })));

  it('has both lines, and what the words mean behind one click', () => {
    const markup = pane({ errorRate: 0, stabilityScore: 97, driftAbsent: '35 s of 60 s' });
    expect(markup).toMatch(/<dt>Stability<\/dt><dd class="num">97 of 100<\/dd>/);
    expect(markup).toMatch(/<dt>Drift<\/dt><dd class="num">not measured: 35 s of 60 s<\/dd>/);
    expect(markup).toMatch(/<details[^>]*><summary>[\s\S]*<dt>Stability score<\/dt><dd>100 × the product/);
  });

  it('is not there for a result without either', () => {
    expect(pane({ errorRate: 0 })).toBe('');
  });
});
