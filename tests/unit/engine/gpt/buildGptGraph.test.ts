import { describe, expect, it } from 'vitest';
import { precisions } from '../../../../core/contract/engineProtocol.ts';
import { buildGptGraph } from '../../../../main/engine/gpt/buildGptGraph.ts';
import { builtInModels } from '../../../../main/engine/gpt/GptConfiguration.ts';
import { variantTensors } from '../../../../main/engine/gpt/variantTensors.ts';
import { dataOf, weightsLayout } from '../../../../main/engine/weights/weightsLayout.ts';

describe('buildGptGraph', () => {
  it.each(precisions)(
    'leaves the weights outside: the model of 124 million parameters has under 64 KB in %s',
    (precision) => {
      const data = dataOf(weightsLayout(variantTensors(builtInModels.gpt2, precision)), 'weights');
      expect(buildGptGraph(builtInModels.gpt2, precision, data).encode().length).toBeLessThan(64 * 1024);
    },
  );

  it('names the parameter that has no data', () => {
    expect(() => buildGptGraph(builtInModels.gpt2, 'float32', new Map())).toThrow(
      'no data for the parameter wte.weight',
    );
  });
});
