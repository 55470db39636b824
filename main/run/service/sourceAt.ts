import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import type { InputOverride } from '../../../core/contract/modelCard.ts';

/** What the embedded engine is to read at a path: a folder holds weights of a graph that it builds, all else is a file. */
export function sourceAt(
  place: { path: string; inputs: Record<string, InputOverride> },
  architecture: 'gpt2' | 'distilgpt2' = 'gpt2',
): ModelSource {
  const path = resolve(place.path);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return { kind: 'file', path, inputs: place.inputs };
  }
  return { kind: 'gpt', architecture, weightsDirectory: path, precision: 'float32' };
}
