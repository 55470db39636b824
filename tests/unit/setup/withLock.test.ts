import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../scripts/withLock.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('withLock', () => {
  it('lets one task run at a time and leaves no lock, whether tasks end well or not', async () => {
    const path = join(folder, 'deep/setup.lock');
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all([withLock(path, task), withLock(path, task), withLock(path, task)]);
    expect(most).toBe(1);
    await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(existsSync(path)).toBe(false);
  });

  it('takes over a lock whose process is gone', async () => {
    const path = join(folder, 'setup.lock');
    const gone = spawnSync(process.execPath, ['--version']).pid;
    writeFileSync(path, `${gone} 12345`);
    expect(await withLock(path, async () => readFileSync(path, 'utf8').split(' ')[0])).toBe(String(process.pid));
  });

  it.skipIf(process.platform !== 'linux')('takes over a lock whose number now belongs to another process', async () => {
    const path = join(folder, 'setup.lock');
    writeFileSync(path, `${process.pid} 1`);
    expect(await withLock(path, async () => 'done')).toBe('done');
  });

  it('takes over a lock that was cut off while it was written', async () => {
    const path = join(folder, 'setup.lock');
    writeFileSync(path, '');
    expect(await withLock(path, async () => 'done')).toBe('done');
  });

  it('names the holder and gives up when its patience ends', async () => {
    const path = join(folder, 'setup.lock');
    const held = withLock(path, async () => {
      const second = withLock(path, async () => 'never', { patienceSeconds: 0 });
      await expect(second).rejects.toMatchObject({
        message: expect.stringContaining(`process ${process.pid}`),
        remedy: expect.stringContaining(`rm ${path}`),
      });
    });
    await held;
  });
});
