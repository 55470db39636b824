import { describe, expect, it } from 'vitest';
import { parseCoreTicks, parseMemory, parseNetwork, parseProcess } from '../../../main/telemetry/system/procFiles.ts';

describe('parseCoreTicks', () => {
  it('counts waiting for disks as idle, stolen time as busy, and leaves out the sum of all cores', () => {
    const stat = 'cpu  9 9 9 9 9 9 9 9 9 9\ncpu0 100 5 20 700 30 3 2 40 7 1\ncpu1 1 0 0 9 0 0 0 0 0 0\nintr 12\n';
    expect(parseCoreTicks(stat)).toEqual([
      { busy: 170, total: 900 },
      { busy: 1, total: 10 },
    ]);
  });
});

describe('parseMemory', () => {
  it('reads kibibytes as bytes', () => {
    expect(
      parseMemory('MemTotal:       24000 kB\nMemFree:  1 kB\nMemAvailable:   20000 kB\nSwapFree: 1000 kB\n'),
    ).toEqual({
      totalBytes: 24_576_000,
      availableBytes: 20_480_000,
      swapFreeBytes: 1_024_000,
    });
  });
});

describe('parseNetwork', () => {
  it('adds up all interfaces but loopback, also where no space follows the colon', () => {
    const netDev = [
      'Inter-|   Receive                                                |  Transmit',
      ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
      '    lo: 999 1 0 0 0 0 0 0 888 1 0 0 0 0 0 0',
      '  eth0:1000 1 0 0 0 0 0 0 200 1 0 0 0 0 0 0',
      ' wlan0: 10 1 0 0 0 0 0 0 20 1 0 0 0 0 0 0',
    ].join('\n');
    expect(parseNetwork(netDev)).toEqual({ receivedBytes: 1010, sentBytes: 220 });
  });
});

describe('parseProcess', () => {
  it('is not led astray by a name with spaces and parentheses', () => {
    const stat = `42 (a b) c) d) S 1 42 42 0 -1 4194560 100 0 0 0 ${'7 11'} 0 0 20 0 5 0 100 200000 321 184467 0`;
    expect(parseProcess(stat)).toEqual({ ticks: 18, residentPages: 321 });
  });
});
