import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../scripts/setup/parseArguments.js';

describe('parseArguments', () => {
  it('reads the target and the switches', () => {
    expect(parseArguments(['--for', 'pdf'])).toEqual({ target: 'pdf', check: false, retryDownload: false });
    expect(parseArguments(['--for=test', '--check'])).toEqual({ target: 'test', check: true, retryDownload: false });
    expect(parseArguments(['--retry-download'])).toEqual({ target: 'window', check: false, retryDownload: true });
  });

  it('names what it does not know', () => {
    expect(parseArguments(['--for', 'phone'])).toEqual({
      problem: '--for "phone" is unknown; it is one of cli, window, pdf, test',
    });
    expect(parseArguments(['--fro', 'cli'])).toEqual({ problem: expect.stringContaining('--fro') });
    expect(parseArguments(['extra'])).toEqual({ problem: expect.stringContaining('extra') });
  });
});
