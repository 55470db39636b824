import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwritableFile } from '../../../main/cli/writeReports.ts';
import { readGoldenFile } from '../../../main/engine/custom/golden/goldenFile.ts';
import { readOnnxFile } from '../../../main/engine/onnxFile/readOnnxFile.ts';
import { readJsonFile } from '../../../main/engine/safetensors/folderFiles.ts';
import { readSafetensorsHeader } from '../../../main/engine/safetensors/readSafetensorsHeader.ts';
import { findWeightsDamage } from '../../../main/engine/weights/weightsFile.ts';
import { readTrace } from '../../../main/files/readTrace.ts';
import { openRegularFile, readRegularFile, readRegularFileSync } from '../../../main/files/regularFile.ts';
import { Calibrations } from '../../../main/run/calibration/Calibrations.ts';
import { openToRead } from '../../../main/store/database/openToRead.ts';
import { openToWrite } from '../../../main/store/database/openToWrite.ts';

let directory: string;
const at = (name: string): string => join(directory, name);
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-files-'));
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [at('pipe'), at('calibration.json')]);
  symlinkSync(at('pipe'), at('link'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What a reader says of a path; one that opened a pipe would wait here without an end. */
async function refusalOf(read: () => unknown): Promise<string> {
  try {
    const answer = await read();
    return JSON.stringify(answer);
  } catch (error) {
    return String(error);
  }
}

describe('a regular file', () => {
  it('is read whole up to the size that its reader allows', async () => {
    writeFileSync(at('ten'), '0123456789');
    expect(String(await readRegularFile(at('ten'), 10))).toBe('0123456789');
    expect(String(readRegularFileSync(at('ten'), 10))).toBe('0123456789');
    const tooLarge = 'it has 10 bytes, more than the 9 that are read';
    await expect(readRegularFile(at('ten'), 9)).rejects.toMatchObject({ code: 'EFBIG', message: tooLarge });
    truncateSync(at('ten'), 2 ** 40);
    expect(() => readRegularFileSync(at('ten'), 2 ** 30)).toThrow('it has 1099511627776 bytes');
    await expect(openRegularFile(at('absent'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.skipIf(process.platform === 'win32')('is nothing else, also behind a link', async () => {
    const server = createServer().listen(at('socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    for (const [path, kind] of [
      [at('pipe'), 'it is no file but a pipe'],
      [at('link'), 'it is no file but a pipe'],
      [at('socket'), 'it is no file but a socket'],
      ['/dev/zero', 'it is no file but a device'],
      [directory, 'it is a folder'],
    ] as const) {
      await expect(openRegularFile(path)).rejects.toThrow(kind);
      expect(() => readRegularFileSync(path, 10)).toThrow(kind);
    }
    server.close();
  });
});

describe.skipIf(process.platform === 'win32')('a pipe in the place of', () => {
  const expected = { schema: 'inferneo-bench/weights/2', kind: 'synthetic', model: 'm', origin: 'o' } as const;
  const weights = { ...expected, parameters: 1, sizeBytes: 1 };
  const files = (): Parameters<typeof openToRead>[0] => ({
    dataDirectory: directory,
    database: at('pipe'),
    lock: at('lock'),
    owner: at('owner'),
  });
  const identity = { product: { version: '1' }, host: {}, runtime: {} } as never;
  const never = (): never => {
    throw new Error('nothing is to be started');
  };
  it.each<[string, () => unknown]>([
    ['a model', () => readOnnxFile(at('pipe'))],
    ['samples', () => readGoldenFile(at('pipe'))],
    ['the configuration of a model', () => readJsonFile(at('pipe'))],
    ['weights', () => readSafetensorsHeader(at('link'))],
    ['synthetic weights', () => findWeightsDamage(at('pipe'), weights, () => undefined)],
    ['a recording of traffic', () => readTrace(at('pipe'))],
    ['calibrations', () => new Calibrations(directory, never).stored(identity, 'openai')],
  ])('%s is refused, and not waited for', async (_what, read) => {
    expect(await refusalOf(read)).toContain('it is no file but a pipe');
  });

  it('the database is refused in words', async () => {
    for (const open of [openToRead, () => openToWrite(files(), new Date(0))]) {
      expect(await refusalOf(() => open(files()))).toContain(`${at('pipe')} is no file`);
    }
  });

  it('a document is refused before the run; what the shell has opened is not', () => {
    expect(unwritableFile(at('pipe'))).toBe('is a pipe, and a file is needed');
    expect(unwritableFile('/dev/zero')).toBe('is a device, and a file is needed');
    expect(unwritableFile(directory)).toBe('is a folder, and a file is needed');
    expect(unwritableFile('/dev/null')).toBeUndefined();
    expect(unwritableFile(at('new.json'))).toBeUndefined();
  });
});
