import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ResultDocument, resultDocument } from '../../../core/contract/resultDocument.ts';
import { writeDoubling } from '../../unit/engine/custom/tinyModels.ts';
import { runCommand, temporaryDirectory } from './commandLine.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let data: string[];
beforeEach(() => {
  directory = temporaryDirectory();
  data = ['--data-dir', join(directory.path, 'data'), '--no-report'];
});
afterEach(() => directory.remove());

function run(model: string, ...more: string[]) {
  const scenario = ['--scenario', 'latency/single_request', '--duration', '1'];
  return runCommand('run', '--target', 'onnx', '--model', model, ...scenario, ...more, ...data);
}

function readDocument(path: string): ResultDocument {
  return resultDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
}

describe('models of one’s own', () => {
  it('are measured from a path alone, without tokens that they have not', async () => {
    const path = writeDoubling(directory.path);
    const json = join(directory.path, 'out.json');
    const end = await run(path, '--json', json);
    expect(end).toMatchObject({ code: 0 });
    const { run: told, steps } = readDocument(json);
    expect(told.fingerprint.engines).toMatchObject([
      { model: path, provider: expect.any(String), precision: 'as in the file', weights: 'own file' },
    ]);
    const [step] = steps;
    expect(step).toMatchObject({ model: path, requests: { failed: 0 } });
    expect(step?.requests.ok).toBeGreaterThan(10);
    expect(step?.throughput?.itemsPerSecond).toBeGreaterThan(0);
    for (const absent of ['ttftMs', 'tpotMs', 'itlMs', 'quality']) expect(step).not.toHaveProperty(absent);
    expect(step?.throughput).not.toHaveProperty('outputTokensPerSecond');
    expect(step?.validity.checks.find(({ id }) => id === 'output-sanity')).toMatchObject({ status: 'pass' });
  });

  it('are refused with file, reason and remedy when they are no model, and nothing is stored', async () => {
    const text = join(directory.path, 'notes.onnx');
    writeFileSync(text, 'these are notes\n');
    const other = join(directory.path, 'llama');
    mkdirSync(other);
    const names = ['model.embed_tokens.weight', 'model.layers.0.self_attn.q_proj.weight'];
    const header = JSON.stringify(
      Object.fromEntries(
        names.map((name, index) => [name, { dtype: 'F32', shape: [1], data_offsets: [4 * index, 4 * index + 4] }]),
      ),
    );
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    writeFileSync(join(other, 'model.safetensors'), Buffer.concat([length, Buffer.from(header), Buffer.alloc(8)]));
    writeFileSync(join(other, 'config.json'), JSON.stringify({ model_type: 'llama' }));
    for (const [path, word] of [
      [text, 'notes.onnx'],
      [other, 'llama'],
      [join(directory.path, 'missing.onnx'), 'missing.onnx'],
      [join(directory.path, 'net.pt'), 'Triton'],
    ] as const) {
      const end = await run(path);
      expect(end).toMatchObject({ code: 2, out: '' });
      expect(end.error).toContain(word);
    }
    const list = await runCommand('history', 'list', '--json', '--data-dir', join(directory.path, 'data'));
    expect(JSON.parse(list.out)).toEqual([]);
  });
});

describe('variants', () => {
  it('have their quality in the document and on the terminal', async () => {
    const json = join(directory.path, 'out.json');
    const small = ['--set', 'promptTokens=8', '--set', 'outputTokens=4'];
    const end = await run('distilgpt2-int8', ...small, '--json', json);
    expect(end).toMatchObject({ code: 0 });
    expect(end.out).toContain('Quality of distilgpt2-int8 against');
    const { run: told, steps } = readDocument(json);
    expect(told.fingerprint.engines).toMatchObject([
      { precision: 'int8', parameters: 81_912_576, weights: 'synthetic' },
    ]);
    const quality = steps[0]?.quality as Record<string, number>;
    expect(quality.samples).toBeGreaterThanOrEqual(128);
    expect(quality.logitCosine).toBeGreaterThan(0.99);
    expect(quality.logitCosine).toBeLessThan(1);
    expect(quality.tokenAgreement).toBeLessThanOrEqual(1);
    expect(quality.klDivergence).toBeGreaterThan(0);
  });
});
