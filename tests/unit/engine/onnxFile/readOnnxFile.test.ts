import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../core/statistics/SeededRandom.ts';
import { EngineFailure } from '../../../../main/engine/EngineFailure.ts';
import { OnnxGraph, ProtobufMessage } from '../../../../main/engine/onnx/OnnxGraph.ts';
import { readOnnxFile } from '../../../../main/engine/onnxFile/readOnnxFile.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-onnx-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function write(content: Uint8Array | string, name = 'model.onnx'): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

/** A table of five rows of two, in raw bytes; `weights` of the external kind where a location is given. */
function tensor(location?: string, lengthBytes = 40): ProtobufMessage {
  const message = new ProtobufMessage().integer(1, 5).integer(1, 2).integer(2, 1).text(8, 'table');
  if (location === undefined) return message.bytes(9, new Uint8Array(40));
  for (const [key, value] of Object.entries({ location, offset: '8', length: String(lengthBytes) })) {
    message.message(13, new ProtobufMessage().text(1, key).text(2, value));
  }
  return message.integer(14, 1);
}

interface Parts {
  irVersion?: number;
  opset?: number;
  inputType?: ProtobufMessage;
  weights?: ProtobufMessage;
}

/** A model that looks ids up in a table, after a cast. */
function model({ inputType, irVersion = 9, opset = 20, weights = tensor() }: Parts = {}): Uint8Array {
  const tensorType = (element: number, ...shape: ProtobufMessage[]): ProtobufMessage =>
    new ProtobufMessage().message(1, new ProtobufMessage().integer(1, element).message(2, shapeOf(shape)));
  const shapeOf = (dimensions: ProtobufMessage[]): ProtobufMessage =>
    dimensions.reduce((shape, dimension) => shape.message(1, dimension), new ProtobufMessage());
  const value = (name: string, type: ProtobufMessage): ProtobufMessage =>
    new ProtobufMessage().text(1, name).message(2, type);
  const node = (operator: string, inputs: string[], output: string): ProtobufMessage =>
    inputs
      .reduce((message, input) => message.text(1, input), new ProtobufMessage())
      .text(2, output)
      .text(4, operator);
  const open = [new ProtobufMessage().text(2, 'batch'), new ProtobufMessage()];
  const graph = new ProtobufMessage()
    .message(1, node('Cast', ['words'], 'cast'))
    .message(1, node('Gather', ['table', 'cast'], 'rows'))
    .message(5, weights)
    .message(11, value('words', inputType ?? tensorType(7, ...open)))
    .message(11, value('table', tensorType(1)))
    .message(12, value('rows', new ProtobufMessage().message(1, new ProtobufMessage().integer(1, 1))));
  return new ProtobufMessage()
    .integer(1, irVersion)
    .text(2, 'pytorch')
    .text(3, '2.4')
    .message(7, graph)
    .message(8, new ProtobufMessage().integer(2, opset))
    .message(14, new ProtobufMessage().text(1, 'author').text(2, 'me'))
    .finish();
}

const sequence = new ProtobufMessage().message(4, new ProtobufMessage());
const half = new ProtobufMessage().message(1, new ProtobufMessage().integer(1, 16));

describe('readOnnxFile', () => {
  it('reads all that is known of a model, initializers among the inputs left out', () => {
    const path = write(model());
    expect(readOnnxFile(path)).toEqual({
      path,
      fileBytes: model().length,
      externalFiles: [],
      irVersion: 9,
      producer: 'pytorch 2.4',
      opsets: [{ domain: '', version: 20 }],
      operators: [
        { name: 'Cast', count: 1 },
        { name: 'Gather', count: 1 },
      ],
      parameters: 10,
      weightBytes: 40,
      inputs: [{ name: 'words', type: 'int64', element: 'int64', shape: ['batch', null] }],
      outputs: [{ name: 'rows', type: 'float32', element: 'float32', shape: null }],
      metadata: { author: 'me' },
      vocabularies: { words: 5 },
    });
  });

  it('tells a scalar from an unknown rank', () => {
    const graph = new OnnxGraph('scalar');
    graph.input('x', 'float', []);
    graph.output('y', 'float', []);
    graph.node('Neg', ['x'], 'y');
    expect(readOnnxFile(write(graph.encode())).inputs[0]?.shape).toEqual([]);
  });

  it('finds weights in files beside the model', () => {
    writeFileSync(join(directory, 'w.data'), new Uint8Array(48));
    const { externalFiles } = readOnnxFile(write(model({ weights: tensor('w.data') })));
    expect(externalFiles).toEqual([{ path: join(directory, 'w.data'), bytes: 48 }]);
  });

  it.each<[string, Uint8Array | string, string, string]>([
    ['text', 'This is a text, and no model at all.\n', 'The file ', 'Copy or export'],
    ['an empty file', '', 'is empty', 'Copy or export'],
    ['half a model', model().subarray(0, 60), 'ends at byte 60', 'Copy or export'],
    ['a newer operator set', model({ opset: 27 }), 'operator set 27', 'opset_version 26'],
    ['a newer format', model({ irVersion: 14 }), 'version 14 of the format', 'ir_version 13'],
    ['a sequence', model({ inputType: sequence }), '"words" of type sequence', 'plain tensor'],
    ['bfloat16', model({ inputType: half }), '"words" of type bfloat16', 'float32'],
    ['absent weights', model({ weights: tensor('none.data') }), 'none.data, which is not there', 'beside the model'],
    ['short weights', model({ weights: tensor('w.data', 99) }), 'w.data for "table", which has 48', 'cut off'],
    ['weights elsewhere', model({ weights: tensor('../w.data') }), 'outside its own folder', 'as a file'],
    ['weights by a full path', model({ weights: tensor('/etc/hosts') }), 'outside its own folder', 'as a file'],
    ['weights behind a link', model({ weights: tensor('link.data') }), 'outside its own folder', 'hard link'],
    [
      'an endless number',
      Uint8Array.from([8, ...Array<number>(12).fill(0xff)]),
      'more than 10 bytes',
      'Copy or export',
    ],
    [
      'a part beyond the end',
      Uint8Array.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f]),
      'goes on to byte',
      'Copy or export',
    ],
  ])('refuses %s', (_, content, reason, remedy) => {
    writeFileSync(join(directory, 'w.data'), new Uint8Array(48));
    rmSync(join(directory, 'link.data'), { force: true });
    // Something outside of the folder that is there on every machine: this test itself.
    symlinkSync(import.meta.filename, join(directory, 'link.data'));
    const path = write(content);
    expect(() => readOnnxFile(path)).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          reason: expect.stringContaining(reason),
          remedy: expect.stringContaining(remedy),
        }),
      }),
    );
  });

  it('refuses a folder and a path without a file', () => {
    expect(() => readOnnxFile(directory)).toThrow(/is a folder/);
    expect(() => readOnnxFile(join(directory, 'none.onnx'))).toThrow(/There is no file/);
  });

  it('refuses graphs nested without end, and a name of two gigabytes, without taking memory', () => {
    let nested: Uint8Array = new ProtobufMessage().text(4, 'If').finish();
    for (let depth = 0; depth < 100; depth += 1) {
      const attribute = new ProtobufMessage().bytes(6, new ProtobufMessage().bytes(1, nested).finish());
      nested = new ProtobufMessage().text(4, 'If').message(5, attribute).finish();
    }
    const deep = new ProtobufMessage().integer(1, 9).message(7, new ProtobufMessage().bytes(1, nested)).finish();
    expect(() => readOnnxFile(write(deep))).toThrow(/deeper than 64/);

    const path = write(Uint8Array.from([0x08, 9, 0x12, 0x80, 0x80, 0x80, 0x80, 0x08]));
    truncateSync(path, 8 + 2 ** 31);
    const before = process.memoryUsage().rss;
    expect(() => readOnnxFile(path)).toThrow(/a text of 2147483648 bytes/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  it('meets 2,000 damaged files with an answer or a failure, never with a crash', () => {
    const sound = model();
    const random = new SeededRandom(11);
    let refused = 0;
    for (let round = 0; round < 2000; round += 1) {
      const damaged = sound.slice(0, round % 4 === 0 ? random.integer(sound.length) : sound.length);
      for (let flips = 1 + random.integer(3); flips > 0 && damaged.length > 0; flips -= 1) {
        const place = random.integer(damaged.length);
        damaged[place] = (damaged[place] ?? 0) ^ (1 << random.integer(8));
      }
      try {
        readOnnxFile(write(damaged));
      } catch (error) {
        expect(error).toBeInstanceOf(EngineFailure);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(500);
  });
});
