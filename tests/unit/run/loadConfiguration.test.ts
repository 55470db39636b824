import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../main/run/configuration/loadConfiguration.ts';

const bundled = resolve(import.meta.dirname, '../../../config');
const models = readFileSync(join(bundled, 'models.json'), 'utf8');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-configuration-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function outcomeOf(content: string | Uint8Array) {
  writeFileSync(join(directory, 'models.json'), content);
  return (await loadConfiguration(directory, bundled)).outcome;
}

describe('loadConfiguration', () => {
  it('takes a directory that only lists models of its own', async () => {
    const own = JSON.stringify({ models: { mine: { name: 'Mine', type: 'dummy', latency_ms: 5 } } });
    expect(await outcomeOf(own)).toMatchObject({ configuration: { models: { models: { mine: {} } } } });
  });

  it('reads past a byte order mark and the line ends of Windows', async () => {
    expect(await outcomeOf(`\uFEFF${models.replaceAll('\n', '\r\n')}`)).toHaveProperty('configuration');
  });

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${models}`, 'utf16le')],
    ['Latin-1', Buffer.from(models.replace('GPT-2', 'GPT-é'), 'latin1')],
  ])('refuses %s with a word about the encoding', async (_encoding, content) => {
    const outcome = await outcomeOf(content);
    const problems = 'problems' in outcome ? outcome.problems : [];
    expect(problems).toMatchObject([{ file: join(directory, 'models.json'), message: 'is not UTF-8 text' }]);
    expect(problems[0]?.remedy).toContain('UTF-8');
  });

  it('refuses a file that is far too large, before it reads it', async () => {
    writeFileSync(join(directory, 'models.json'), '');
    truncateSync(join(directory, 'models.json'), 2 ** 24 + 1);
    const { outcome } = await loadConfiguration(directory, bundled);
    expect('problems' in outcome ? outcome.problems : []).toMatchObject([
      { message: 'cannot be read: it has 16777217 bytes, more than the 16777216 that are read' },
    ]);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [join(directory, 'models.json')]);
    const { outcome } = await loadConfiguration(directory, bundled);
    expect('problems' in outcome ? outcome.problems : []).toMatchObject([
      { message: 'cannot be read: it is no file but a pipe' },
    ]);
  });
});
