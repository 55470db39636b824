import { afterEach, describe, expect, it, vi } from 'vitest';
import { serverAccess } from '../../../main/run/execution/serverAccess.ts';
import { failureOf } from '../../../main/run/sessions/FailureError.ts';

const server = { engine: 'openai', target: 'openai=http://h', url: 'http://h' } as const;

afterEach(() => vi.unstubAllEnvs());

describe('serverAccess', () => {
  it('takes the key from the environment', () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-planted-0123456789');
    expect(serverAccess(server).headers).toEqual({ authorization: 'Bearer sk-planted-0123456789' });
    // It is the key of one kind: no other is handed it.
    expect(() => serverAccess({ engine: 'dummy', target: 'dummy' })).toThrow('has no address');
    expect(serverAccess({ ...server, engine: 'dummy' }).headers).toEqual({});
    vi.stubEnv('OPENAI_API_KEY', '');
    expect(serverAccess(server).headers).toEqual({});
  });

  it.each([
    ['sk-planted-0123456789\n', 'a line break at its end'],
    ['sk-planted-0123456789\r\n', 'a line break at its end'],
    ['sk-planted\n-0123456789', 'a line break as character 11 of 22'],
    [' sk-planted-0123456789', 'a space as character 1 of 22'],
    ['sk-planted-\u00010123456789', 'a control character as character 12 of 22'],
    // Its lower byte is a line break.
    ['sk-planted-\u010d0123456789', 'a character that is not ASCII as character 12 of 22'],
  ])('names the variable of a key that no header can carry, and shows nothing of it: %j', (key, words) => {
    vi.stubEnv('OPENAI_API_KEY', key);
    let failure: ReturnType<typeof failureOf> | undefined;
    try {
      serverAccess(server);
    } catch (error) {
      failure = failureOf(error);
    }
    expect(failure?.reason).toBe(`The key in OPENAI_API_KEY cannot be sent: it has ${words}`);
    expect(failure?.remedy).toContain('Set OPENAI_API_KEY');
    expect(JSON.stringify(failure)).not.toMatch(/planted|0123/);
  });
});
