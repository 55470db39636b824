import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

describe('reportUncaughtErrors', () => {
  it('tells the parent, prints the stack and ends with code 1', async () => {
    const program = new URL('failingWorker.ts', import.meta.url).pathname;
    const child = fork(program, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let printed = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    const message = once(child, 'message');
    const exit = once(child, 'close');
    expect((await message)[0]).toMatchObject({
      type: 'failed',
      failure: { reason: expect.stringContaining('the sky fell'), detail: expect.stringContaining('failingWorker') },
    });
    expect(await exit).toEqual([1, null]);
    expect(printed).toContain('Error: the sky fell');
  });
});
