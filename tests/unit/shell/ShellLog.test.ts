import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ShellLog } from '../../../main/shell/ShellLog.ts';

let directory: string;
const stderr: string[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'shell-log-'));
  stderr.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => stderr.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

const now = (): Date => new Date(Date.UTC(2026, 10, 24, 9, 12));

describe('ShellLog', () => {
  it('writes lines to a file and to standard error, with the stack of an error', () => {
    const log = new ShellLog(join(directory, 'window', 'window.log'), now);
    log.write('warn', 'Refused: a guest page');
    log.write('error', 'It failed', Object.assign(new Error('why'), { stack: 'Error: why\n    at here' }));
    const text = readFileSync(log.path, 'utf8');
    expect(text).toBe(
      '2026-11-24T09:12:00.000Z warn Refused: a guest page\n' +
        '2026-11-24T09:12:00.000Z error It failed: Error: why\n    at here\n',
    );
    expect(stderr.join('')).toBe(text);
  });

  it('begins anew when it has grown large, and keeps the one before', () => {
    const log = new ShellLog(join(directory, 'window.log'), now);
    writeFileSync(log.path, 'x'.repeat(1_000_001));
    log.write('info', 'fresh');
    expect(readdirSync(directory).sort()).toEqual(['window.log', 'window.log.1']);
    expect(readFileSync(log.path, 'utf8')).toBe('2026-11-24T09:12:00.000Z info fresh\n');
  });

  it('goes on when the disk cannot be written to', () => {
    writeFileSync(join(directory, 'file'), '');
    new ShellLog(join(directory, 'file', 'window.log'), now).write('error', 'still told');
    expect(stderr.join('')).toContain('still told');
    expect(stderr.join('')).toContain('could not be written');
  });
});
