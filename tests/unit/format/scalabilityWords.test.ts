import { describe, expect, it } from 'vitest';
import { scalabilitySentences } from '../../../core/format/scalabilityWords.ts';
import { plainSpaces } from './plainSpaces.ts';

const words = (scalability: Parameters<typeof scalabilitySentences>[0]): string =>
  plainSpaces(scalabilitySentences(scalability).join(' '));

const fitted = { uslAlpha: 0.0304, uslBeta: 0.000499, uslRequestsPerSecond: 20.1, rSquared: 0.9984 };

describe('scalability in words', () => {
  it('names contention, coherency and the peak', () => {
    expect(words({ ...fitted, kneeConcurrency: 44.08, saturationRequestsPerSecond: 271.6 })).toBe(
      'Universal Scalability Law: contention 3.0 %, coherency 0.050 %, R² 0.998. Its peak is at about 44 in flight, with 272 requests/s.',
    );
  });

  it('says why there is no peak, and where the limit lies', () => {
    const kneeAbsent = 'within what the levels can tell, throughput never falls again';
    const flat = { ...fitted, uslAlpha: 1, uslBeta: 0, rSquared: -0.2, kneeAbsent };
    expect(words({ ...flat, saturationRequestsPerSecond: 10.1 })).toBe(
      'Universal Scalability Law: contention 100 %, no coherency cost. No peak: within what the levels can tell, throughput never falls again. Its limit is 10.1 requests/s.',
    );
    expect(words({ ...flat, saturationAbsent: 'the levels do not come near a limit' })).toContain(
      'No limit: the levels do not come near a limit.',
    );
  });

  it('gives one reason once', () => {
    const beyond = 'the law puts it at about 100 in flight, beyond the 64 measured';
    const text = words({ ...fitted, kneeAbsent: beyond, saturationAbsent: beyond });
    expect(text.split(beyond)).toHaveLength(2);
  });

  it('says why nothing was fitted', () => {
    expect(words({ absent: '3 of 4 levels' })).toBe('Universal Scalability Law not fitted: 3 of 4 levels.');
  });
});
