import { expect, it } from 'vitest';
import { Redactor } from '../../../core/secrets/Redactor.ts';
import { outputTokens } from '../../../main/runner/targets/OutputSource.ts';
import { WholeReply } from '../../../main/runner/targets/openai/ServerOutputs.ts';

it('puts no output into tokens that is longer than what was asked for can be', async () => {
  expect(await outputTokens(' one two', 2)).toEqual([530, 734]);
  await expect(outputTokens('a'.repeat(500_000), 4)).rejects.toThrow(
    'too-large: an output of 500000 characters, where 4 tokens were asked for and at most 16384 characters are taken',
  );
  const long = 'a'.repeat(1000 * 256);
  expect((await outputTokens(long, 1000)).length).toBeLessThan(long.length / 3);
  await expect(outputTokens(`${long}a`, 1000)).rejects.toThrow('at most 256000 characters');
});

function replied(message: object): Promise<string> {
  const reply = new WholeReply(Redactor.of({ kind: 'address', url: 'http://127.0.0.1:1', headers: {} }));
  reply.onStatus(200);
  reply.onBody(Buffer.from(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] })));
  reply.onEnd();
  return reply.text;
}

it('compares text alone: an output with a tool call is not the same as another without text', async () => {
  expect(await replied({ content: 'a' })).toBe('a');
  expect(await replied({ content: '', tool_calls: [] })).toBe('');
  await expect(replied({ content: null, tool_calls: [{ function: { name: 'f' } }] })).rejects.toThrow(
    'more-than-text: {',
  );
});
