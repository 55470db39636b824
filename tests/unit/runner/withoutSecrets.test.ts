import { describe, expect, it } from 'vitest';
import type { RunnerEvent, TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import { withoutSecrets } from '../../../main/runner/withoutSecrets.ts';

const access = (authorization: string): TargetAccess => ({
  kind: 'address',
  url: 'http://127.0.0.1:9',
  headers: { authorization },
});

function passed(event: RunnerEvent, through: TargetAccess): RunnerEvent {
  let seen: RunnerEvent | undefined;
  withoutSecrets(through, (each) => {
    seen = each;
  })(event);
  if (seen === undefined) throw new Error('nothing was passed on');
  return seen;
}

const said = (words: string): RunnerEvent => ({
  type: 'stepFailed',
  failure: { reason: `refused: ${words}`, remedy: 'Give another.', detail: `${words} and ${words}` },
});

describe('what a runner says of a server', () => {
  it('has no key in it, however often and wherever the server repeats it', () => {
    expect(passed(said('sk-planted-1'), access('Bearer sk-planted-1'))).toEqual(said('[key removed]'));
    const errorKinds = [{ kind: 'http-401', example: 'no such key: sk-planted-1' }];
    const records = { type: 'records', errorKinds, chunk: { endMs: new Float64Array(2) } } as unknown as RunnerEvent;
    const cleaned = passed(records, access('Bearer sk-planted-1')) as typeof records & { chunk: unknown };
    expect(cleaned).toMatchObject({ errorKinds: [{ kind: 'http-401', example: 'no such key: [key removed]' }] });
    expect(cleaned.chunk).toBe((records as typeof cleaned).chunk);
  });

  it('is left as it is without a key, and where the key is a word like any other', () => {
    for (const through of [{ kind: 'inside' } as const, access('Bearer refused')]) {
      expect(passed(said('sk-planted-1'), through)).toEqual(said('sk-planted-1'));
    }
  });
});
