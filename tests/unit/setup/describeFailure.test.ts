import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../../scripts/setup/describeFailure.js';

const context = { folder: '/', again: 'npm start' };

describe('describeFailure', () => {
  it.each([
    ['npm error code ENOSPC', /no space left in \/ \(\d+ MB free\)/, /INFERNEO_BENCH_CACHE=<folder>, then: npm start/],
    ['tar: write error: No space left on device', /no space left/, /Free some space/],
    ['npm error code EINTEGRITY', /not what was published/, /npm cache verify && npm start/],
    ['getaddrinfo ENOTFOUND registry.example', /registry cannot be reached/, /proxy/],
    ['connect ECONNREFUSED 127.0.0.1:9', /registry cannot be reached/, /then: npm start/],
    ['EACCES: permission denied, mkdir', /no permission to write/, /Make \/ writable/],
    ['error TS2304: Cannot find name', /Cannot find name/, /^npm start$/],
  ])('%s', (output, message, remedy) => {
    const error = describeFailure('Fetching', output, context);
    expect(error.message).toMatch(/^Fetching failed/);
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(remedy);
  });

  it('shows the last lines of an unknown failure and keeps the cause', () => {
    const cause = new Error('why');
    const output = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
    const error = describeFailure('Building', output, { ...context, cause });
    expect(error.message).toContain('line 39');
    expect(error.message).not.toContain('line 27\n');
    expect(error.cause).toBe(cause);
  });
});
