import { describe, expect, it } from 'vitest';
import { socketFailure } from '../../../../main/engine/process/LoadedEngine.ts';

describe('socketFailure', () => {
  it.each([
    ['EADDRINUSE', 'Another process uses this socket'],
    ['EINVAL', 'this one has 9'],
    ['EACCES', 'exists and can be written'],
  ])('explains %s', (code, remedy) => {
    const { failure } = socketFailure(Object.assign(new Error('listen failed'), { code }), '/run/sock');
    expect(failure.reason).toBe(`The engine cannot listen on /run/sock (${code}).`);
    expect(failure.remedy).toContain(remedy);
  });
});
