import { describe, expect, it } from 'vitest';
import { probeProvider, refusalOf } from '../../../../main/engine/providers/probeProvider.ts';
import { missingLibrary, providerLibraries } from '../../../../main/engine/providers/providerLibraries.ts';
import { sessionOptionsFor, webGpuDevice } from '../../../../main/engine/providers/sessionOptionsFor.ts';

const isLinux = process.platform === 'linux' && process.arch === 'x64';

describe('sessionOptionsFor', () => {
  it('names one provider alone, so that nothing falls back without a word', () => {
    for (const provider of ['cpu', 'cuda', 'tensorrt', 'webgpu'] as const) {
      expect(sessionOptionsFor({ provider, threads: 3, prepacking: true })).toMatchObject({
        executionProviders: [provider],
        intraOpNumThreads: 3,
        extra: { session: {} },
      });
    }
  });

  it('gives the session’s entries as strings', () => {
    const options = sessionOptionsFor({ provider: 'cpu', threads: 1, prepacking: false, weightsDirectory: '/weights' });
    expect(options.extra).toEqual({
      session: { disable_prepacking: '1', model_external_initializers_file_folder_path: '/weights' },
    });
  });
});

describe('probeProvider', () => {
  it('finds that the processor works, by running on it', async () => {
    expect(await probeProvider('cpu')).toEqual({
      provider: 'cpu',
      works: true,
      libraries: [expect.stringMatching(/^ONNX Runtime \d+\.\d+\.\d+$/)],
    });
  });

  it.runIf(isLinux)('names the library that CUDA and TensorRT lack, and the command that brings it', async () => {
    const none = (): boolean => false;
    for (const provider of ['cuda', 'tensorrt'] as const) {
      const probe = await probeProvider(provider, none);
      expect(probe.works).toBe(false);
      expect(probe.reason).toContain(`libonnxruntime_providers_${provider}.so`);
      expect(probe.remedy).toContain('ONNXRUNTIME_NODE_INSTALL=cuda12');
    }
  });
});

describe.runIf(isLinux)('missingLibrary', () => {
  it('names what is not beside the binding, and leaves the driver and CUDA to the try itself', () => {
    const besides = (missing: string) => (path: string) => !path.includes(missing);
    expect(missingLibrary('tensorrt', '/bin', besides('tensorrt'))?.reason).toContain(
      'libonnxruntime_providers_tensorrt.so in /bin',
    );
    expect(missingLibrary('cuda', '/bin', besides('libcuda.so'))).toBeUndefined();
    expect(missingLibrary('webgpu', '/bin', () => false)).toBeUndefined();
  });

  it('gives a command that works from any directory', () => {
    const directory = '/product/node_modules/onnxruntime-node/bin/napi-v6/linux/x64';
    expect(missingLibrary('cuda', directory, () => false)?.remedy).toContain(
      'node /product/node_modules/onnxruntime-node/script/install.js',
    );
  });
});

describe('refusalOf', () => {
  it.each([
    [
      'Failed to load shared library\nlibcudnn.so.9: cannot open shared object file: No such file',
      'library libcudnn.so.9',
    ],
    ['Failed to load shared library\nlibcuda.so.1: cannot open shared object file: No such file', 'driver is missing'],
    ['CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version', 'older than CUDA 12 needs'],
    ['CUDA failure 100: no CUDA-capable device is detected', 'shows no GPU'],
    ['…webgpu_context.cc:136 … Failed to get a WebGPU adapter: No supported adapters', 'no adapter'],
    ['OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library', 'library of the provider'],
    ['no available backend found. ERR: [dml] backend not found.', 'does not have the provider'],
    ['something new', 'not known here'],
  ])('%s', (text, words) => {
    const { reason, remedy, detail } = refusalOf('cuda', text);
    expect(reason).toContain(words);
    expect(remedy).not.toBe('');
    expect(detail).toBe(text);
  });
});

describe('webGpuDevice', () => {
  it('tells an emulation from a GPU', () => {
    expect(webGpuDevice(() => true, { VK_ICD_FILENAMES: '/electron/vk_swiftshader_icd.json' })).toEqual({
      device: 'SwiftShader',
      software: true,
    });
    if (process.platform !== 'linux') return;
    expect(webGpuDevice(() => false, {})).toMatchObject({ software: true });
    expect(webGpuDevice((path) => path === '/dev/dri/renderD128', {})).toEqual({});
  });
});

describe('providerLibraries', () => {
  it('reads versions from the files that a process has loaded', () => {
    const map = [
      '7f00-7f01 r-xp 00000000 fe:00 12  /usr/local/cuda-12.4/lib64/libcudart.so.12.4.127',
      '7f01-7f02 r--p 00001000 fe:00 12  /usr/local/cuda-12.4/lib64/libcudart.so.12.4.127',
      '7f03-7f04 r-xp 00000000 fe:00 13  /opt/a folder/libcudnn.so.9.1.0',
      '7f05-7f06 r-xp 00000000 fe:00 14  /usr/lib/libcudnn_graph.so.9.1.0',
      '7f07-7f08 rw-p 00000000 00:00 0   [heap]',
    ].join('\n');
    expect(providerLibraries(map).slice(1)).toEqual(['CUDA runtime 12.4.127', 'cuDNN 9.1.0']);
    expect(providerLibraries()[0]).toMatch(/^ONNX Runtime \d/);
  });
});
