import { describe, expect, it } from 'vitest';
import { parseEngineRequest } from '../../../../main/engine/channel/ChannelClient.ts';

const generate = {
  type: 'generate',
  id: 3,
  prompts: [[1, 2]],
  maxOutputTokens: 4,
  temperature: 0,
  topP: 1,
  seed: 1,
  stream: true,
  withText: false,
};

describe('parseEngineRequest', () => {
  it('reads both kinds of request', () => {
    expect(parseEngineRequest(JSON.stringify(generate))).toEqual(generate);
    expect(parseEngineRequest('{"type":"cancel","id":0}')).toEqual({ type: 'cancel', id: 0 });
  });

  it.each([
    ['prompts', []],
    ['prompts', [[]]],
    ['prompts', [[1.5]]],
    ['prompts', [[-1]]],
    ['maxOutputTokens', 0],
    ['temperature', -1],
    ['topP', 0],
    ['topP', 1.1],
    ['seed', 0.5],
    ['withText', 'yes'],
    ['surprise', 1],
  ])('names %s when it is %j, and the request that has it', (field, value) => {
    const parsed = parseEngineRequest(JSON.stringify({ ...generate, [field]: value }));
    expect(parsed).toEqual({ problem: expect.stringContaining(field), id: 3 });
  });

  it('tells of a line that names no request', () => {
    expect(parseEngineRequest('nonsense')).toEqual({ problem: expect.stringContaining('not JSON'), id: null });
    expect(parseEngineRequest('[]')).toMatchObject({ id: null });
    expect(parseEngineRequest(JSON.stringify({ ...generate, id: -1 }))).toEqual({
      problem: expect.stringContaining('id'),
      id: null,
    });
  });
});
