import { describe, expect, it } from 'vitest';
import { agreedTo } from '../../../main/cli/confirmation.ts';

const answering =
  (answer: boolean, asked: string[] = []) =>
  (question: string) => {
    asked.push(question);
    return Promise.resolve(answer);
  };

describe('agreedTo', () => {
  it('asks nobody below an hour, nor who agreed beforehand', async () => {
    const asked: string[] = [];
    expect(await agreedTo({ totalSeconds: 3600 }, false, answering(false, asked))).toBe(true);
    expect(await agreedTo({ totalSeconds: 3600 }, false, undefined)).toBe(true);
    expect(await agreedTo({ totalSeconds: 1e6 }, true, undefined)).toBe(true);
    expect(asked).toEqual([]);
  });

  it('asks above it, with the time', async () => {
    const asked: string[] = [];
    expect(await agreedTo({ totalSeconds: 7200 }, false, answering(true, asked))).toBe(true);
    expect(asked.map((question) => question.replaceAll('\u00a0', ' '))).toEqual(['This takes about 2 h. Start?']);
    expect(await agreedTo({ totalSeconds: 7200 }, false, answering(false))).toEqual({
      refusal: 'Nothing was started.',
    });
  });

  it('refuses where nobody is there, and says what to add', async () => {
    const refused = await agreedTo({ totalSeconds: 3601 }, false, undefined);
    expect(refused).toMatchObject({ refusal: expect.stringMatching(/about 1.h.*Add --yes/) });
  });
});
