import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DoctorReport } from '../../../core/contract/ipc.ts';
import { runCommand, temporaryDirectory } from './commandLine.ts';

const binding = resolve('node_modules/onnxruntime-node/bin/napi-v6/linux/x64');
const lacksCuda =
  process.platform === 'linux' &&
  process.arch === 'x64' &&
  !existsSync(join(binding, 'libonnxruntime_providers_shared.so'));

describe.runIf(lacksCuda)('providers without the runtime’s CUDA libraries (skipped where they are installed)', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let data: string[];
  beforeEach(() => {
    directory = temporaryDirectory();
    data = ['--data-dir', join(directory.path, 'data')];
  });
  afterEach(() => directory.remove());

  it.each(['cuda', 'tensorrt'])(
    'a run on %s is refused before it starts, with the library and the command',
    async (provider) => {
      const cell = ['--target', 'onnx', '--model', 'distilgpt2', '--scenario', 'latency/single_request'];
      const end = await runCommand('run', ...cell, '--duration', '1', '--set', `provider=${provider}`, ...data);
      expect(end).toMatchObject({ code: 2, out: '' });
      expect(end.error).toContain(`libonnxruntime_providers_${provider}.so in ${binding}. Fetch`);
      expect(end.error).toContain('ONNXRUNTIME_NODE_INSTALL=cuda12 node ');
    },
  );

  it('the doctor tries every provider, and says what is missing', async () => {
    const [table, json] = await Promise.all([runCommand('doctor', ...data), runCommand('doctor', '--json', ...data)]);
    expect(table.code).toBe(0);
    expect(table.out).toContain(`libonnxruntime_providers_tensorrt.so in ${binding}`);
    expect(json.code).toBe(0);
    const report = JSON.parse(json.out) as DoctorReport;
    expect(report.providers.map(({ provider, works }) => [provider, works])).toEqual([
      ['cpu', true],
      ['cuda', false],
      ['tensorrt', false],
      ['webgpu', expect.any(Boolean)],
    ]);
    expect(report.rows.find(({ id }) => id === 'provider-cuda')).toMatchObject({
      status: 'absent',
      found: expect.stringContaining('libonnxruntime_providers_cuda.so'),
    });
  });
});
