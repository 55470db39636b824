import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineFailure } from '../../../../main/engine/EngineFailure.ts';
import { ensureWeights } from '../../../../main/engine/weights/ensureWeights.ts';
import type { PreparedWeights } from '../../../../main/engine/weights/weightsLayout.ts';
import { tinyConfiguration } from '../gpt/tinyModel.ts';

const fileName = 'tiny-synthetic.weights';
let directory: string;
let log: string[];
let progress: [string, number][];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'inferneo-weights-'));
  log = [];
  progress = [];
});
afterEach(() => rm(directory, { recursive: true }));

function ensure(cacheDirectory = directory): Promise<PreparedWeights> {
  return ensureWeights({
    model: 'tiny',
    configuration: tinyConfiguration,
    cacheDirectory,
    onProgress: (activity, fraction) => progress.push([activity, fraction]),
    onLog: (level, message) => log.push(`${level}: ${message}`),
  });
}

async function digest(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(directory, fileName)))
    .digest('hex');
}

describe('ensureWeights', () => {
  it('writes the same bytes everywhere', async () => {
    expect(await ensure()).toMatchObject({ directory, fileName });
    expect(await digest()).toBe('f6b54c6a1b1f6b5628b5dd6cc301c9fe67f0e86550be16411f29e8cc2d200e01');
  });

  it('writes gains of 1 and weights with a standard deviation of 0.02', async () => {
    const { data } = await ensure();
    const file = await readFile(join(directory, fileName));
    const valuesOf = (name: string): number[] => {
      const place = data.get(name);
      if (place === undefined) throw new Error(name);
      return Array.from({ length: place.lengthBytes / 4 }, (_, index) =>
        file.readFloatLE(place.offsetBytes + 4 * index),
      );
    };
    expect(new Set(valuesOf('h.1.ln_2.weight'))).toEqual(new Set([1]));
    const values = valuesOf('wte.weight');
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    expect(deviation).toBeGreaterThan(0.019);
    expect(deviation).toBeLessThan(0.021);
  });

  it('tells how far it is, up to 1', async () => {
    await ensure();
    expect(progress.at(-1)).toEqual(['Writing synthetic weights', 1]);
    expect(progress.every(([, fraction]) => fraction > 0 && fraction <= 1)).toBe(true);
  });

  it('takes a sound file as it is', async () => {
    await ensure();
    progress.length = 0;
    await ensure();
    expect(new Set(progress.map(([activity]) => activity))).toEqual(new Set(['Checking weights']));
    expect(progress.at(-1)).toEqual(['Checking weights', 1]);
    expect(log).toEqual([]);
  });

  const damages: [string, (path: string) => Promise<void>, string][] = [
    ['a truncated file', (path) => truncate(path, 10_000), 'it has 10000 bytes instead of'],
    ['an empty file', (path) => truncate(path, 0), 'it has 0 bytes instead of'],
    ['one flipped bit', (path) => flip(path, 50_000), 'its content does not match its checksum'],
    ['a flipped bit in the last byte', (path) => flip(path, -1), 'its content does not match its checksum'],
    ['a header that is no text', (path) => flip(path, 0), 'its header is not readable'],
    ['weights of another seed', (path) => replace(path, '"seed ', '"seed 1'), 'its origin is'],
    ['weights of another form', (path) => replace(path, 'weights/2', 'weights/3'), 'not that of a weights file'],
  ];
  it.each(damages)('writes the file anew, and says why, after %s', async (_, damage, reason) => {
    await ensure();
    const sound = await digest();
    await damage(join(directory, fileName));
    await ensure();
    expect(await digest()).toBe(sound);
    expect(progress.at(-1)).toEqual(['Writing synthetic weights', 1]);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain(reason);
    expect(log[0]).toContain(join(directory, fileName));
  });

  it('removes what a dead process left half-written, and leaves that of a living one', async () => {
    const living = `${fileName}.${process.ppid}.part`;
    await writeFile(join(directory, `${fileName}.4194305.part`), 'half');
    await writeFile(join(directory, living), 'half');
    await ensure();
    expect((await readdir(directory)).sort()).toEqual([fileName, living].sort());
    expect(log.join()).toContain(`Removed ${fileName}.4194305.part`);
  });

  it('names the file and the remedy when a part of the path is a file', async () => {
    await writeFile(join(directory, 'plain'), '');
    const failure = await failureOf(ensure(join(directory, 'plain', 'cache')));
    expect(failure.reason).toContain(join(directory, 'plain', 'cache'));
    expect(failure.reason).toContain('a part of its path is a file');
    expect(failure.remedy).toContain('name another cache directory with INFERNEO_BENCH_CACHE');
  });

  it.skipIf(process.platform !== 'linux')('does not hang where directories cannot be made', async () => {
    const failure = await failureOf(ensure('/proc/nothing/cache'));
    expect(failure.reason).toBe('The cache directory /proc/nothing/cache cannot be made there.');
  });

  it('makes directories that do not exist', async () => {
    const { directory: made } = await ensure(join(directory, 'a', 'b'));
    expect(await readdir(made)).toEqual([fileName]);
  });

  it('names the file when it is a directory', async () => {
    const failure = await failureOf(ensureInside(fileName));
    expect(failure.reason).toBe(`The weights file ${join(directory, fileName)} is no file.`);
  });

  it.skipIf(process.getuid?.() === 0)('names the file when it may not be written', async () => {
    await chmod(directory, 0o500);
    const failure = await failureOf(ensure());
    await chmod(directory, 0o700);
    expect(failure.reason).toContain('permission denied');
  });

  async function ensureInside(name: string): Promise<PreparedWeights> {
    await mkdir(join(directory, name));
    return ensure();
  }
});

async function failureOf(promise: Promise<unknown>): Promise<{ reason: string; remedy: string }> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EngineFailure)) throw new Error(`expected a failure, got ${String(error)}`);
  return error.failure;
}

async function flip(path: string, offset: number): Promise<void> {
  const file = await readFile(path);
  const place = offset < 0 ? file.length + offset : offset;
  file.writeUInt8(file.readUInt8(place) ^ 0x10, place);
  await writeFile(path, file);
}

async function replace(path: string, search: string, replacement: string): Promise<void> {
  const file = await readFile(path);
  const header = file.subarray(0, 4096).toString('utf8').trimEnd().replace(search, replacement);
  file.write(`${header.padEnd(4095)}\n`, 0);
  await writeFile(path, file);
}
