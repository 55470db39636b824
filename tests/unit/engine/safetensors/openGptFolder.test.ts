import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../core/statistics/SeededRandom.ts';
import { EngineFailure } from '../../../../main/engine/EngineFailure.ts';
import { gptParameters } from '../../../../main/engine/gpt/gptParameters.ts';
import { openGptFolder } from '../../../../main/engine/safetensors/openGptFolder.ts';
import { readSafetensorsHeader } from '../../../../main/engine/safetensors/readSafetensorsHeader.ts';
import { largestDifference, logitsOf } from '../gpt/logitsOf.ts';
import { loadTiny, openTinyModel, tinyConfiguration, tinyPrompt } from '../gpt/tinyModel.ts';
import { type WrittenTensor, writeSafetensors } from './writeSafetensors.ts';

const known = { gpt2: { ...tinyConfiguration, layers: 3 }, distilgpt2: tinyConfiguration };
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inferneo-folder-'));
  file = join(folder, 'model.safetensors');
});
afterEach(() => rmSync(folder, { recursive: true }));

function tensors(prefix = '', change: (tensor: WrittenTensor) => WrittenTensor | undefined = (same) => same) {
  const random = new SeededRandom(5);
  return gptParameters(tinyConfiguration).flatMap(({ name, shape }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length: count }, () => random.uint32() / 2 ** 32 - 0.5);
    const changed = change({ name, shape, values });
    return changed === undefined ? [] : [{ ...changed, name: `${prefix}${changed.name}` }];
  });
}

function refusal(): string {
  try {
    openGptFolder(folder, known);
  } catch (error) {
    if (error instanceof EngineFailure) {
      expect(error.failure.remedy).not.toBe('');
      return error.failure.reason;
    }
    throw error;
  }
  throw new Error('it was not refused');
}

describe('openGptFolder', () => {
  it('runs on the weights where they lie, the same as on a file of its own with the same numbers', async () => {
    const tiny = await openTinyModel();
    const own = readFileSync(join(tiny.weights.directory, tiny.weights.fileName));
    const written = gptParameters(tinyConfiguration).map(({ name, shape }): WrittenTensor => {
      const { offsetBytes = 0, lengthBytes = 0 } = tiny.weights.data.get(name) ?? {};
      const values = new Float32Array(Uint8Array.from(own.subarray(offsetBytes, offsetBytes + lengthBytes)).buffer);
      return { name: `transformer.${name}`, shape, values };
    });
    // One more byte of header: the data starts at an odd address.
    const [embedding] = written;
    if (embedding === undefined) throw new Error('no embedding');
    writeSafetensors(file, [...written, { ...embedding, name: 'lm_head.weight' }], 1);
    const opened = openGptFolder(folder, known);
    expect(opened).toMatchObject({ architecture: 'distilgpt2', directory: folder, fileName: 'model.safetensors' });
    const data = new Map([...opened.places].map(([name, place]) => [name, { fileName: opened.fileName, ...place }]));
    const model = await loadTiny('float32', {
      directory: opened.directory,
      fileName: opened.fileName,
      data,
      origin: '',
    });
    const prompts = [tinyPrompt(9, 3)];
    expect(largestDifference(await logitsOf(model, prompts, [9]), await logitsOf(tiny.model, prompts, [9]))).toBe(0);
    await Promise.all([model.release(), tiny.close()]);
  });

  it('refuses an output projection of its own, which its graph would not use', () => {
    const own = tensors().find(({ name }) => name === 'wte.weight');
    if (own === undefined) throw new Error('no embedding');
    const values = Float32Array.from(own.values);
    values[values.length - 1] = 7;
    writeSafetensors(file, [...tensors(), { ...own, name: 'lm_head.weight', values }]);
    expect(refusal()).toContain('lm_head.weight has other numbers');
    writeSafetensors(file, [...tensors(), { ...own, name: 'lm_head.weight', shape: [1], values: values.slice(0, 1) }]);
    expect(refusal()).toContain('lm_head.weight has other numbers');
  });

  it.each([
    ['layer_norm_epsilon', 0.1],
    ['scale_attn_weights', false],
    ['scale_attn_by_inverse_layer_idx', true],
    ['tie_word_embeddings', false],
  ])('refuses a checkpoint that computes otherwise: %s %s', (field, value) => {
    writeSafetensors(file, tensors());
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ [field]: value }));
    expect(refusal()).toContain(`says ${field} is ${value}`);
  });

  it('follows the links of a cache to the file itself', () => {
    const blobs = join(folder, 'blobs');
    const snapshot = join(folder, 'snapshot');
    mkdirSync(blobs);
    mkdirSync(snapshot);
    writeSafetensors(file, tensors());
    renameSync(file, join(blobs, 'abc'));
    symlinkSync(join('..', 'blobs', 'abc'), join(snapshot, 'model.safetensors'));
    expect(openGptFolder(snapshot, known)).toMatchObject({ directory: blobs, fileName: 'abc' });
  });

  it('is told from other weights by its identity', () => {
    writeSafetensors(file, tensors());
    const first = openGptFolder(folder, known).identity;
    writeSafetensors(file, tensors('transformer.'));
    expect(openGptFolder(folder, known).identity).not.toBe(first);
  });

  it('refuses what it cannot map, and says why', () => {
    expect(refusal()).toContain('it is not there');
    writeFileSync(join(folder, 'pytorch_model.bin'), '');
    expect(refusal()).toContain('pytorch_model.bin only');
    writeFileSync(join(folder, 'model.safetensors.index.json'), '');
    expect(refusal()).toContain('split into several files');
    writeSafetensors(file, [
      { name: 'model.layers.0.self_attn.q_proj.weight', shape: [1], values: Float32Array.of(1) },
    ]);
    expect(refusal()).toContain('tensors such as model.layers.0.self_attn.q_proj.weight');
    writeSafetensors(
      file,
      tensors('', (tensor) => (tensor.name === 'ln_f.bias' ? undefined : tensor)),
    );
    expect(refusal()).toContain('the tensor ln_f.bias is missing');
    writeSafetensors(
      file,
      tensors('', (tensor) => (tensor.name === 'wpe.weight' ? { ...tensor, dtype: 'I32' } : tensor)),
    );
    expect(refusal()).toContain('wpe.weight is of the type I32');
    writeSafetensors(
      file,
      tensors('', (tensor) =>
        tensor.name === 'wte.weight' ? { ...tensor, shape: [...tensor.shape].reverse() } : tensor,
      ),
    );
    expect(refusal()).toContain('wte.weight has the shape 24 × 97 where 97 × 24 is right');
  });

  it('takes no larger model that lacks a tensor for a smaller one', () => {
    const larger = gptParameters(known.gpt2).flatMap(({ name, shape }): WrittenTensor[] => {
      const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
      return name === 'h.2.attn.c_attn.weight' ? [] : [{ name, shape, values }];
    });
    writeSafetensors(file, larger);
    expect(refusal()).toContain('the tensor h.2.attn.c_attn.weight is missing');
  });

  it('refuses a tensor under both of its names, a file without tensors, and half precision', () => {
    const twice = { name: 'transformer.ln_f.bias', shape: [24], values: new Float32Array(24) };
    writeSafetensors(file, [...tensors(), twice]);
    expect(refusal()).toContain('the tensor ln_f.bias is there twice');
    writeSafetensors(file, []);
    expect(refusal()).toContain('it has no tensors');
    for (const dtype of ['F16', 'BF16']) {
      const half = (tensor: WrittenTensor): WrittenTensor =>
        tensor.name === 'wpe.weight'
          ? { ...tensor, dtype, values: tensor.values.subarray(0, tensor.values.length / 2) }
          : tensor;
      writeSafetensors(file, tensors('', half));
      expect(refusal()).toContain(`wpe.weight is of the type ${dtype}`);
    }
  });

  it('refuses folders where files belong', () => {
    mkdirSync(file);
    expect(refusal()).toContain('it is a folder');
    rmSync(file, { recursive: true });
    writeSafetensors(file, tensors());
    mkdirSync(join(folder, 'vocab.json'));
    expect(refusal()).toContain('vocab.json cannot be read: it is a folder');
  });

  it('holds config.json against the tensors', () => {
    writeSafetensors(file, tensors());
    const config = join(folder, 'config.json');
    writeFileSync(
      config,
      JSON.stringify({ model_type: 'gpt2', n_layer: 2, n_head: 3, n_embd: 24, architectures: ['x'] }),
    );
    expect(openGptFolder(folder, known).architecture).toBe('distilgpt2');
    writeFileSync(config, JSON.stringify({ model_type: 'llama' }));
    expect(refusal()).toContain('says model_type is "llama"');
    writeFileSync(config, JSON.stringify({ n_head: 4 }));
    expect(refusal()).toContain('says n_head is 4');
    writeFileSync(config, JSON.stringify({ n_ctx: 4096 }));
    expect(refusal()).toContain('says n_ctx is 4096');
    writeFileSync(config, '{');
    expect(refusal()).toContain('config.json cannot be read');
    writeFileSync(config, '[]');
    expect(refusal()).toContain('is not the configuration of a model');
  });

  it('reads as its vocabulary says, bytes that are no whole character included', () => {
    writeSafetensors(file, tensors());
    expect(openGptFolder(folder, known).decode([15496, 995])).toBe('Hello world');
    writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify({ model: { vocab: { ĠĊ: 0, Ã: 1, '©': 2 } } }));
    expect(openGptFolder(folder, known).decode([0, 1, 2, 99])).toBe(' \né\uFFFD');
    writeFileSync(join(folder, 'vocab.json'), JSON.stringify({ Hello: 15496, Ġworld: 995 }));
    expect(openGptFolder(folder, known).decode([15496, 995])).toBe('Hello world');
    writeFileSync(join(folder, 'vocab.json'), '{"a":"b"}');
    expect(refusal()).toContain('holds no vocabulary');
  });
});

describe('readSafetensorsHeader', () => {
  it('refuses lengths and places that cannot be', () => {
    const write = (header: string, length = header.length, data = 8): void => {
      const start = Buffer.alloc(8);
      start.writeBigUInt64LE(BigInt(length));
      writeFileSync(file, Buffer.concat([start, Buffer.from(header), Buffer.alloc(data)]));
    };
    const tensor = (from: number, to: number) => ({ dtype: 'F32', shape: [1], data_offsets: [from, to] });
    const why = (): string => {
      try {
        readSafetensorsHeader(file);
      } catch (error) {
        return error instanceof EngineFailure ? error.failure.reason : 'threw something else';
      }
      return 'accepted';
    };
    writeFileSync(file, 'short');
    expect(why()).toContain('too short');
    write('{}', 2 ** 40);
    expect(why()).toContain('header would have 1099511627776 bytes');
    write('{}x', 3);
    expect(why()).toContain('is not JSON');
    write('[]');
    expect(why()).toContain('no object');
    write(JSON.stringify({ a: tensor(4, 12) }));
    expect(why()).toContain('outside of the file');
    write(JSON.stringify({ a: { ...tensor(0, 8) } }));
    expect(why()).toContain('has 8 bytes where its shape 1 needs 4');
    write(JSON.stringify({ a: tensor(0, 4), b: tensor(2, 6) }));
    expect(why()).toContain('lies in that of another');
    write(JSON.stringify({ a: tensor(0, 4), b: tensor(4, 8) }));
    expect(why()).toBe('accepted');
  });

  it('ends in a failure, never in anything else, for 1,000 damaged files', () => {
    writeSafetensors(file, tensors());
    const sound = readFileSync(file);
    const random = new SeededRandom(3);
    let refused = 0;
    for (let round = 0; round < 1000; round += 1) {
      const damaged = Buffer.from(sound.subarray(0, round % 3 === 0 ? random.integer(sound.length) : sound.length));
      for (let hit = 0; hit < 4 && damaged.length > 0; hit += 1) {
        damaged[random.integer(Math.min(damaged.length, 2000))] = random.integer(256);
      }
      writeFileSync(file, damaged);
      try {
        openGptFolder(folder, known);
      } catch (error) {
        if (!(error instanceof EngineFailure)) throw error;
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(900);
  });
});
