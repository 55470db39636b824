import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probeProvider } from '../../../../main/engine/providers/probeProvider.ts';
import { unloadableLibrary } from '../../../../main/engine/providers/providerLibraries.ts';
import { sharedObject } from './sharedObject.ts';

const binding = resolve('node_modules/onnxruntime-node/bin/napi-v6/linux/x64');

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('unloadableLibrary', () => {
  let directory: string;
  const library = (): string => join(directory, 'libonnxruntime_providers_cuda.so');
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'inferneo-libraries-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('names the library that a provider’s own needs and that is not there', () => {
    writeFileSync(library(), sharedObject('libcudnn_that_is_not_there.so.9'));
    expect(unloadableLibrary('cuda', directory)).toMatch(/^libcudnn_that_is_not_there\.so\.9: cannot open shared/);
  });

  it('has nothing against a library that loads', () => {
    writeFileSync(library(), sharedObject('libc.so.6'));
    expect(unloadableLibrary('cuda', directory)).toBeUndefined();
  });

  // With the real library in place the runtime would load that one.
  it.skipIf(existsSync(join(binding, 'libonnxruntime_providers_cuda.so')))(
    'is asked by a probe that the runtime refused for a library, so that the reason names it',
    async () => {
      writeFileSync(library(), sharedObject('libcudnn_that_is_not_there.so.9'));
      const probe = await probeProvider('cuda', () => true, directory);
      expect(probe).toMatchObject({
        works: false,
        reason: 'The library libcudnn_that_is_not_there.so.9 cannot be loaded',
        remedy: expect.stringContaining('cuDNN 9.x'),
        detail: expect.stringContaining('Failed to load shared library'),
      });
    },
  );
});
