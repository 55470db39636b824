import type { ModelValue, OnnxFile } from '../../onnxFile/OnnxFile.ts';

/** Where one layer's keys or values go in and come out, and their sizes. */
interface CacheSlot {
  past: string;
  present: string;
  heads: number;
  headWidth: number;
}

/** Names of a decoder that takes its past and gives it back longer. */
export interface DecoderLayout {
  tokens: string;
  mask: string | null;
  positions: string | null;
  logits: string;
  slots: CacheSlot[];
  /** Null where neither the logits nor a table tell it. */
  vocabulary: number | null;
}

const pastName = /^past(?:_key_values)?[._](?:(\d+)[._](key|value)|(key|value)[._](\d+))$/;
const presentName = /^present(?:_key_values)?[._](?:(\d+)[._](key|value)|(key|value)[._](\d+))$/;

/**
 * How to generate with a model, where it is a decoder as exporters write them: token ids and past keys and values
 * [batch, heads, past, width] in, logits [batch, sequence, vocabulary] and present ones out. Null for any other model.
 */
export function decoderLayout({ inputs, outputs, vocabularies }: OnnxFile): DecoderLayout | null {
  const logits = outputs.find(({ name, type }) => name === 'logits' && type === 'float32');
  const presents = new Map(outputs.map((output) => [slotKey(presentName, output), output.name]));
  const slots: CacheSlot[] = [];
  const others = new Map<string, ModelValue>();
  for (const input of inputs) {
    const key = slotKey(pastName, input);
    const present = key === null ? undefined : presents.get(key);
    const [, heads, , headWidth] = input.shape ?? [];
    if (key === null) others.set(input.name, input);
    else if (present === undefined || typeof heads !== 'number' || typeof headWidth !== 'number') return null;
    else slots.push({ past: input.name, present, heads, headWidth });
  }
  const tokens = others.get('input_ids');
  const mask = others.get('attention_mask');
  const positions = others.get('position_ids');
  const understood = [tokens, mask, positions].filter((input) => input !== undefined);
  if (logits === undefined || tokens === undefined || slots.length === 0) return null;
  if (understood.length !== others.size || understood.some(({ element }) => element !== 'int64')) return null;
  const lastSize = logits.shape?.at(-1);
  return {
    tokens: tokens.name,
    mask: mask?.name ?? null,
    positions: positions?.name ?? null,
    logits: logits.name,
    slots,
    vocabulary: typeof lastSize === 'number' ? lastSize : (vocabularies[tokens.name] ?? null),
  };
}

function slotKey(pattern: RegExp, { name, shape, type }: ModelValue): string | null {
  const match = pattern.exec(name);
  if (match === null || type !== 'float32' || (shape !== null && shape.length !== 4)) return null;
  const [, firstLayer, firstPart, secondPart, secondLayer] = match;
  return `${firstLayer ?? secondLayer}.${firstPart ?? secondPart}`;
}
