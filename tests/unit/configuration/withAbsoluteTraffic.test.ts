import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withAbsoluteTraffic } from '../../../main/run/configuration/loadConfiguration.ts';

const production = { name: 'P', duration_seconds: 1, warmup_seconds: 0 };

describe('withAbsoluteTraffic', () => {
  it.each([
    ['traces/monday.csv', resolve('/etc/bench/traces/monday.csv')],
    ['/data/monday.csv', resolve('/data/monday.csv')],
    ['day', 'day'],
    ['bursty-day', 'bursty-day'],
  ])('%s in /etc/bench is %s', (traffic, expected) => {
    const file = { scenarios: { latency: production, production: { ...production, traffic } } };
    expect(withAbsoluteTraffic(file, '/etc/bench').scenarios).toEqual({
      latency: production,
      production: { ...production, traffic: expected },
    });
  });
});
