import { describe, expect, it } from 'vitest';
import { buildGptGraph } from '../../../../main/engine/gpt/buildGptGraph.ts';
import { builtInModels } from '../../../../main/engine/gpt/builtInModels.ts';
import { weightsLayout } from '../../../../main/engine/weights/weightsLayout.ts';

describe('buildGptGraph', () => {
  it('leaves the weights outside: the model of 124 million parameters has under 64 KB', () => {
    const places = weightsLayout(builtInModels.gpt2).places;
    const data = new Map(places.map((place) => [place.name, { fileName: 'weights', ...place }]));
    expect(buildGptGraph(builtInModels.gpt2, data).length).toBeLessThan(64 * 1024);
  });

  it('names the parameter that has no data', () => {
    expect(() => buildGptGraph(builtInModels.gpt2, new Map())).toThrow('no data for the parameter wte.weight');
  });
});
