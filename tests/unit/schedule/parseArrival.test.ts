import { describe, expect, it } from 'vitest';
import { arrivalKinds, parseArrival } from '../../../core/schedule/parseArrival.ts';

describe('parseArrival', () => {
  it.each([
    ['constant', 'constant', 0],
    ['poisson', 'poisson', 1],
    [' Poisson ', 'poisson', 1],
    ['gamma:2', 'gamma:2', 2],
    ['gamma:0.5', 'gamma:0.5', 0.5],
    ['gamma:.5', 'gamma:0.5', 0.5],
    ['gamma:10', 'gamma:10', 10],
  ])('reads %j as %s', (text, name, coefficientOfVariation) => {
    expect(parseArrival(text)).toMatchObject({ arrival: { name, coefficientOfVariation } });
  });

  it('reads its own names again', () => {
    for (const kind of arrivalKinds) {
      const arrival = kind.make(3);
      expect(parseArrival(arrival.name)).toMatchObject({ arrival: { name: arrival.name } });
    }
  });

  it.each([
    ['', 'arrival is "": no such pattern', 'Give one of constant, poisson, gamma:CV.'],
    ['uniform', 'arrival is "uniform": no such pattern', 'Give one of constant, poisson, gamma:CV.'],
    ['poisson:2', 'arrival is "poisson:2": poisson takes no number', 'Write poisson.'],
    ['gamma', 'arrival is "gamma": it lacks its coefficient of variation', 'Write gamma:CV with'],
    ['gamma:', 'its coefficient of variation is not a number from 0.05 to 10', 'such as gamma:2.'],
    ['gamma:0', 'is not a number from 0.05 to 10', 'such as gamma:2.'],
    ['gamma:11', 'is not a number from 0.05 to 10', 'such as gamma:2.'],
    ['gamma:-1', 'is not a number from 0.05 to 10', 'such as gamma:2.'],
    ['gamma:1e0', 'is not a number from 0.05 to 10', 'such as gamma:2.'],
    ['gamma:2:3', 'is not a number from 0.05 to 10', 'such as gamma:2.'],
    ['x'.repeat(1000), `arrival is "${'x'.repeat(40)}…": no such pattern`, 'Give one of'],
  ])('refuses %j with what to write', (text, reason, remedy) => {
    const parsed = parseArrival(text);
    expect(parsed).toMatchObject({
      failure: { reason: expect.stringContaining(reason), remedy: expect.stringContaining(remedy) },
    });
  });
});
