import { describe, expect, it } from 'vitest';
import { ipcCalls } from '../../../core/contract/ipc.ts';
import type { RunSummary } from '../../../core/contract/storeProtocol.ts';
import { FailureError } from '../../../main/run/sessions/FailureError.ts';
import { answerCall, type CallHandlers } from '../../../main/shell/ipc/answerCall.ts';

const seen: unknown[] = [];
const notAsked = (): never => {
  throw new Error('not asked');
};
const handlers: CallHandlers = {
  ...(Object.fromEntries(Object.keys(ipcCalls).map((name) => [name, notAsked])) as unknown as CallHandlers),
  machineFacts: () => {
    throw new FailureError({ reason: 'no facts', remedy: 'look elsewhere', detail: 'raw' });
  },
  stopRun: () => Promise.resolve({ stopping: true }),
  replayRun: () => [],
  listRuns: (page) => {
    seen.push(page);
    return { runs: [], total: 7 };
  },
  showRun: () => Promise.reject(new Error('the disk is gone')),
  showInFolder: () => undefined,
};

describe('answerCall', () => {
  it('hands checked arguments on and gives the value back', async () => {
    expect(await answerCall('listRuns', handlers, [{ limit: 10, offset: 0 }])).toEqual({
      ok: true,
      value: { runs: [], total: 7 },
    });
    expect(seen).toEqual([{ limit: 10, offset: 0 }]);
  });

  it.each([
    ['none', []],
    ['too many', [{ limit: 1, offset: 0 }, 1]],
    ['of another kind', ['10']],
    ['out of range', [{ limit: 100_000, offset: 0 }]],
    ['with something added', [{ limit: 1, offset: 0, where: '1=1' }]],
  ])('refuses arguments: %s', async (_what, callArguments) => {
    seen.length = 0;
    const answer = await answerCall('listRuns', handlers, callArguments);
    expect(answer).toMatchObject({ ok: false, failure: { reason: expect.stringContaining('listRuns') } });
    expect(seen).toEqual([]);
  });

  it('shows what would turn the text around or hide in it, and gives back names as they are', async () => {
    const hostile = 'a\u202eb\u001b\nc\u200b';
    const run = { name: hostile } as unknown as RunSummary;
    const hostileHandlers: CallHandlers = {
      ...handlers,
      listRuns: () => ({ runs: [run], total: 1 }),
      chooseModelPath: () => ({ path: hostile }),
      doctor: () => Promise.reject(new Error(hostile)),
    };
    const shown = 'a[U+202E]b[U+001B]\nc[U+200B]';
    expect(await answerCall('listRuns', hostileHandlers, [{ limit: 1, offset: 0 }])).toEqual({
      ok: true,
      value: { runs: [{ name: shown }], total: 1 },
    });
    expect(await answerCall('doctor', hostileHandlers, [])).toMatchObject({ failure: { reason: shown } });
    expect(await answerCall('chooseModelPath', hostileHandlers, ['file'])).toMatchObject({ value: { path: hostile } });
  });

  it('names the argument that is wrong', async () => {
    const answer = await answerCall('listRuns', handlers, [{ limit: 0, offset: 0 }]);
    expect(answer).toMatchObject({ failure: { detail: expect.stringContaining('argument 0.limit') } });
  });

  it('passes a failure on as it is', async () => {
    expect(await answerCall('machineFacts', handlers, [])).toEqual({
      ok: false,
      failure: { reason: 'no facts', remedy: 'look elsewhere', detail: 'raw' },
    });
  });

  it('turns any other error into a failure with something to do', async () => {
    const answer = await answerCall('showRun', handlers, ['latest']);
    expect(answer).toMatchObject({ ok: false, failure: { reason: 'the disk is gone', remedy: expect.any(String) } });
  });
});
