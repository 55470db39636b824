import { describe, expect, it } from 'vitest';
import { describeStepLoad } from '../../../../renderer/widgets/describeStepLoad.ts';

const open = { loop: 'open' as const, ratePerSecond: 40, arrival: 'constant', batchSize: 1, seed: 7 };

describe('the load of a step in a line', () => {
  it('names traffic in the place of arrivals, which it has of its own', () => {
    expect(describeStepLoad(open)).toBe('40.0/s, open loop, constant, seed 7');
    expect(describeStepLoad({ ...open, traffic: 'bursty-day' })).toBe('40.0/s, open loop, bursty-day, seed 7');
    expect(describeStepLoad({ ...open, traffic: { kind: 'day' } })).toBe('40.0/s, open loop, day, seed 7');
    expect(describeStepLoad({ ...open, traffic: { kind: 'builtInTrace', name: 'chat' } })).toContain('chat');
  });

  it('names a recording by its file alone', () => {
    const traffic = (path: string) => ({ kind: 'traceFile' as const, path });
    expect(describeStepLoad({ ...open, traffic: traffic('/home/ada/monday.csv') })).toBe(
      '40.0/s, open loop, monday.csv, seed 7',
    );
    expect(describeStepLoad({ ...open, traffic: traffic('C:\\ada\\monday.csv') })).toContain(', monday.csv,');
  });
});
