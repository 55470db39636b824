import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { watchOutput } from '../../../main/cli/output/terminalOutput.ts';

function failing(code: string): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: write`), { code })),
  });
}

/** Takes everything and keeps it. */
function keeping(): { stream: Writable; text(): string } {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  return { stream, text: () => text };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('watchOutput', () => {
  it('lets a reader go that has seen enough', async () => {
    const error = keeping();
    const output = failing('EPIPE');
    const isLost = watchOutput(output, error.stream);
    output.write('a line');
    await settled();
    expect([isLost(), error.text()]).toEqual([false, '']);
  });

  it('tells once of a full disk behind it', async () => {
    const error = keeping();
    const output = failing('ENOSPC');
    const isLost = watchOutput(output, error.stream);
    output.write('a line');
    await settled();
    expect([isLost(), error.text()]).toEqual([true, 'Standard output could not be written: ENOSPC: write\n']);
  });

  it('goes on when standard error is gone', async () => {
    const error = failing('EPIPE');
    watchOutput(keeping().stream, error);
    error.write('progress');
    await settled();
  });
});
