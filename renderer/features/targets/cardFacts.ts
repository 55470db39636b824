import type { ModelCard } from '../../../core/contract/modelCard.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';
import { formatCount } from '../../../core/format/formatCount.ts';

const kinds: Record<ModelCard['kind'], string> = {
  'built-in': 'built in: the graph is made by the engine, with synthetic weights',
  folder: 'a folder of trained weights',
  onnx: 'an ONNX file',
};

/** What a card says, name and value, without what the file does not tell. */
export function cardFacts(card: ModelCard, machineMemoryBytes: number | undefined): [name: string, value: string][] {
  const ofMachine =
    machineMemoryBytes === undefined ? '' : ` of the ${formatBytes(machineMemoryBytes)} of this machine`;
  const facts: [string, string | undefined][] = [
    ['What it is', kinds[card.kind]],
    ['File', card.path],
    ['File size', card.fileBytes === undefined ? undefined : formatBytes(card.fileBytes)],
    [
      'Further files',
      card.externalFiles.map(({ path, bytes }) => `${path} (${formatBytes(bytes)})`).join(', ') || undefined,
    ],
    ['Parameters', formatCount(card.parameters)],
    ['Weights', formatBytes(card.weightBytes)],
    ['Task', card.task === 'generate' ? 'generates text, token by token' : 'one pass of the graph a request'],
    [
      'Longest context',
      card.maximumContextTokens === undefined ? undefined : `${formatCount(card.maximumContextTokens)} tokens`,
    ],
    ['Batches', card.canBatch ? 'can be run' : 'cannot be run: one item a request'],
    ['Memory needed', `about ${formatBytes(card.neededMemoryBytes)}${ofMachine}`],
    [
      'Operator sets',
      card.opsets.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`).join(', ') || undefined,
    ],
    ['Made by', card.producer || undefined],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
