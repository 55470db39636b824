import { describe, expect, it } from 'vitest';
import { ProviderChooser } from '../../../main/run/execution/ProviderChooser.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';

const silent: WorkerScript = () => undefined;

function chooser(answers: Record<string, Record<string, unknown>>, mayHaveGpu = true) {
  const engine: WorkerScript = (command, { tell }) => {
    const provider = String(command.provider);
    tell({
      type: 'probed',
      probe: { provider, libraries: [], works: false, reason: `no ${provider}`, ...answers[provider] },
    });
  };
  const workers = new ScriptedWorkers({ store: silent, telemetry: silent, runner: silent, engine });
  return { workers, chooser: new ProviderChooser(workers.start, () => mayHaveGpu) };
}

describe('auto', () => {
  it('takes the first provider that works, and tries none after it', async () => {
    const { chooser: own, workers } = chooser({ tensorrt: { works: true }, webgpu: { works: true } });
    expect(await own.decide('auto')).toEqual({
      provider: 'tensorrt',
      fallback: { asked: 'auto', used: 'tensorrt', refused: [{ provider: 'cuda', reason: 'no cuda' }] },
    });
    expect(workers.commands.map(({ command }) => (command as { provider?: string }).provider)).toEqual([
      'cuda',
      'tensorrt',
    ]);
  });

  it('is the best one without a word when that works', async () => {
    expect(await chooser({ cuda: { works: true } }).chooser.decide('auto')).toEqual({ provider: 'cuda' });
  });

  it('takes the processor instead of an emulation of a GPU on it', async () => {
    const { provider, fallback } = await chooser({
      webgpu: { works: true, software: true, device: 'SwiftShader' },
    }).chooser.decide('auto');
    expect(provider).toBe('cpu');
    expect(fallback?.refused.map(({ reason }) => reason)).toEqual([
      'no cuda',
      'no tensorrt',
      expect.stringContaining('SwiftShader'),
    ]);
  });

  it('tries nothing on a machine without a GPU device, and says so', async () => {
    const { chooser: own, workers } = chooser({ cuda: { works: true } }, false);
    const { provider, fallback } = await own.decide('auto');
    expect(provider).toBe('cpu');
    expect(fallback?.refused).toHaveLength(3);
    expect(fallback?.refused[0]?.reason).toContain('not tried');
    expect(workers.commands).toEqual([]);
  });
});

describe('a provider that was asked for', () => {
  it('is used even when it is an emulation: that was the wish', async () => {
    expect(await chooser({ webgpu: { works: true, software: true } }).chooser.decide('webgpu')).toEqual({
      provider: 'webgpu',
    });
  });

  it('is never replaced by another', async () => {
    await expect(chooser({}).chooser.decide('cuda')).rejects.toThrow('no cuda');
  });
});
