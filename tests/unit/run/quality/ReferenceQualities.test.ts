import { describe, expect, it } from 'vitest';
import type { PlannedReference, PlannedStep } from '../../../../core/contract/plannedStep.ts';
import type { LogLine } from '../../../../core/contract/WorkerMessages.ts';
import { ReferenceQualities } from '../../../../main/run/execution/ReferenceQualities.ts';
import { FailureError } from '../../../../main/run/sessions/FailureError.ts';
import { dummyStep, onnxStep, openAiStep } from '../../runner/plannedSteps.ts';

const url = 'http://127.0.0.1:8000';
const generating = { name: 'other', type: 'transformer', task: 'generate', temperature: 1, topP: 1 } as const;
const onServer: PlannedReference = {
  target: `openai=${url}`,
  engine: 'openai',
  url,
  model: { id: 'other', ...generating },
};
const onEngine: PlannedReference = { target: 'onnx', engine: 'onnx', model: { id: 'gpt2', ...generating } };

interface Scripted {
  /** By model id: its outputs, or why it has none. */
  outputs?: Record<string, number[][] | FailureError>;
  /** Models whose server refuses fields of its own. */
  plain?: string[];
  /** Steps that their server refuses. */
  refused?(step: PlannedStep): boolean;
  death?: { reason: string; remedy: string };
}

/** Everything that the comparison leans on, by script; `told` is what happened, in order. */
function scripted({ outputs = {}, plain = [], refused, death }: Scripted = {}) {
  const told: string[] = [];
  const asked: { step: PlannedStep; promptForm: string; prompts: number }[] = [];
  const lines: LogLine[] = [];
  const fitted: string[] = [];
  const references = new ReferenceQualities({
    engines: {
      accessFor: async ({ engine, model, url: at }) => {
        told.push(`access ${model.id}`);
        if (engine === 'dummy') return { access: { kind: 'inside' } };
        if (at === undefined) return { access: { kind: 'engineSocket', socketPath: model.id } };
        return { access: { kind: 'address', url: at, headers: {} } };
      },
      deathWithin: async () => death,
    },
    servers: {
      fit: async (step) => {
        if (refused?.(step) === true) throw new FailureError({ reason: 'no such route', remedy: 'Set endpoint.' });
        fitted.push(`${step.model.id} ${step.endpoint}`);
        return { ...step, vendorFields: !plain.includes(step.model.id) };
      },
    },
    runners: {
      checkServer: () => Promise.reject(new Error('servers are scripted')),
      collectOutputs: async (step, _access, promptForm, prompts, signal) => {
        signal.throwIfAborted();
        told.push(`outputs of ${step.model.id}`);
        asked.push({ step, promptForm, prompts });
        const given = outputs[step.model.id] ?? [[1, 2]];
        if (given instanceof FailureError) throw given;
        return given;
      },
    },
    onActivity: (message) => told.push(message),
    onLog: (line) => lines.push(line),
  });
  const qualityOf = (step: PlannedStep, signal = new AbortController().signal) => references.qualityOf(step, signal);
  return { qualityOf, told, asked, lines, fitted };
}

describe('quality against a reference', () => {
  it('asks for nothing where no reference is planned', async () => {
    const { qualityOf, told } = scripted();
    expect(await qualityOf(onnxStep())).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('asks the reference first and the target last, once for each target and model', async () => {
    const { qualityOf, told, asked } = scripted({ outputs: { gpt2: [[1, 2]], distilgpt2: [[1, 3]] } });
    const step = onnxStep({ reference: onEngine });
    const quality = {
      reference: 'onnx gpt2, 16 prompts at temperature 0',
      samples: 1,
      exactMatch: 0,
      tokenAgreement: 0.5,
    };
    expect(await qualityOf(step)).toEqual(quality);
    expect(told).toEqual([
      'access gpt2',
      'Asking onnx gpt2 for 16 outputs to compare',
      'outputs of gpt2',
      'access distilgpt2',
      'Asking onnx distilgpt2 for 16 outputs to compare',
      'outputs of distilgpt2',
    ]);
    expect(await qualityOf({ ...step, id: 'step-2', index: 1 })).toEqual(quality);
    expect(asked).toHaveLength(2);
    await qualityOf({ ...step, model: { ...step.model, id: 'third' } });
    expect(asked).toHaveLength(4);
  });

  it('asks with token ids where both sides are the engine, else with text by a route without a template', async () => {
    const among = scripted();
    await among.qualityOf(onnxStep({ reference: onEngine }));
    expect(among.asked.map(({ promptForm }) => promptForm)).toEqual(['tokens', 'tokens']);
    const mixed = scripted();
    await mixed.qualityOf(openAiStep({ url, reference: onEngine }));
    expect(mixed.asked.map(({ promptForm }) => promptForm)).toEqual(['text', 'text']);
    expect(mixed.asked[1]?.step).toMatchObject({ url, endpoint: 'completions' });
    const served = scripted();
    await served.qualityOf(openAiStep({ url, endpoint: 'chat', reference: onServer }));
    expect(served.asked.map(({ step }) => step.endpoint)).toEqual(['chat', 'chat']);
  });

  it('asks for what the step asks for, one prompt a request, whole and from none of its own sockets', async () => {
    const { qualityOf, asked } = scripted();
    const load = { batchSize: 8, concurrency: 4 };
    await qualityOf(onnxStep({ reference: onServer, load, promptTokens: 7, outputTokens: 3, provider: 'cpu' }));
    for (const { step, prompts } of asked) {
      expect(prompts).toBe(16);
      expect(step).toMatchObject({ promptTokens: 7, outputTokens: 3, stream: false, load: { batchSize: 1, seed: 42 } });
    }
    const [reference, own] = asked.map(({ step }) => step);
    expect(reference).toMatchObject({ target: `openai=${url}`, url, endpoint: 'completions', model: { id: 'other' } });
    expect(reference).not.toHaveProperty('provider');
    expect(own).toMatchObject({ target: 'onnx', provider: 'cpu', model: { id: 'distilgpt2' } });
    expect(own).not.toHaveProperty('url');
  });

  it.each([['planted'], ['other']])(
    'sends fields of a server’s own to neither where %s refuses them',
    async (model) => {
      const { qualityOf, asked } = scripted({ plain: [model] });
      await qualityOf(openAiStep({ url, reference: onServer }));
      expect(asked.map(({ step }) => step.vendorFields)).toEqual([false, false]);
    },
  );

  it('is absent with the reason, and a warning with the remedy, where a side has no outputs', async () => {
    const refusal = new FailureError({ reason: 'it refused', remedy: 'Ask it why.' });
    const { qualityOf, lines } = scripted({ outputs: { gpt2: refusal } });
    expect(await qualityOf(onnxStep({ reference: onEngine }))).toEqual({ absent: 'it refused' });
    const message = 'The quality of DistilGPT-2 was not measured. it refused. Ask it why.';
    expect(lines).toEqual([{ level: 'warn', source: 'run', message }]);
    const killed = scripted({ outputs: { gpt2: refusal }, death: { reason: 'it was killed', remedy: 'See the log.' } });
    expect(await killed.qualityOf(onnxStep({ reference: onEngine }))).toEqual({ absent: 'it was killed' });
  });

  it('asks a server first as its load will, and says by which route it is asked for outputs', async () => {
    const step = openAiStep({ url, endpoint: 'chat', reference: onEngine });
    const sound = scripted();
    await sound.qualityOf(step);
    expect(sound.fitted).toEqual(['planted chat', 'planted completions']);
    const unroutable = scripted({ refused: ({ endpoint }) => endpoint === 'completions' });
    expect(await unroutable.qualityOf(step)).toEqual({ absent: 'no such route' });
    expect(unroutable.lines[0]?.message).toContain('Set endpoint. Beside the embedded engine');
    expect(unroutable.asked).toEqual([]);
    const dead = scripted({ refused: ({ endpoint }) => endpoint === 'chat' });
    expect(await dead.qualityOf(step)).toEqual({ absent: 'no such route' });
    expect(dead.fitted).toEqual([]);
    expect(dead.lines[0]?.message).not.toContain('Beside');
  });

  it('asks nobody where one side gives no tokens', async () => {
    const passing = { ...onEngine, model: { ...onEngine.model, task: 'run' as const } };
    for (const step of [dummyStep({ reference: onServer }), onnxStep({ reference: passing })]) {
      const { qualityOf, told } = scripted();
      expect(await qualityOf(step)).toEqual({ absent: expect.stringContaining('gives no tokens') });
      expect(told).toEqual([]);
    }
  });

  it('is given up when the run is stopped', async () => {
    const stopped = new AbortController();
    stopped.abort(new Error('stopped'));
    await expect(scripted().qualityOf(onnxStep({ reference: onEngine }), stopped.signal)).rejects.toThrow('stopped');
  });
});
