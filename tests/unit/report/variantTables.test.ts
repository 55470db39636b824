import { describe, expect, it } from 'vitest';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { variantTables } from '../../../main/report/tables/variantTables.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';
import { plainSpaces } from '../format/plainSpaces.ts';

const quality = {
  reference: 'distilgpt2 in float32 with the same synthetic weights',
  samples: 128,
  logitCosine: 0.9996,
  klDivergence: 0.0001,
  tokenAgreement: 0.938,
};

/** The first step of the sample again as its int8 variant, at a third of the latency. */
function withVariant(more: Partial<StepResult> = {}): ResultDocument {
  const document = sampleDocument(6);
  const [full] = document.steps;
  const [planned] = document.run.plan.steps;
  if (full?.latencyMs === undefined || planned === undefined) throw new Error('the sample has no step');
  const latencyMs = { ...full.latencyMs, p50: Number(full.latencyMs.p50) / 4 };
  const model = { ...planned.model, architecture: 'distilgpt2' as const };
  const int8 = { ...full, id: 'step-int8', model: 'distilgpt2-int8', latencyMs, quality, ...more };
  return {
    ...document,
    steps: [full, int8],
    run: {
      ...document.run,
      plan: {
        ...document.run.plan,
        steps: [
          { ...planned, model: { ...model, precision: 'float32' } },
          { ...planned, id: 'step-int8', model: { ...model, id: 'distilgpt2-int8', precision: 'int8' } },
        ],
      },
    },
  };
}

function texts(document: ResultDocument): string[][] {
  const [table] = variantTables(document);
  return (table?.rows ?? []).map((row) =>
    row.map(({ content }) => plainSpaces(typeof content === 'string' ? content : '')),
  );
}

describe('variantTables', () => {
  it('sets speed, memory and quality of one model’s variants side by side', () => {
    const [full, int8] = texts(withVariant());
    expect(full?.[0]).toContain('float32');
    expect(full?.[3]).toBe('1');
    expect(int8?.[0]).toBe('distilgpt2-int8, int8');
    expect(int8?.[3]).toBe('0.250');
    expect(int8?.[6]).toBe('top-1 agreement 93.8 %, logit cosine 0.9996, KL 0.0001 nats');
    for (const render of [renderHtml, renderMarkdown]) {
      expect(render(withVariant())).toContain('Variants: what fewer bits bring and cost');
    }
  });

  it('says why a quality was not measured, and makes no ratio of what is below its floor', () => {
    const { latencyMs } = sampleDocument(6).steps[0] ?? {};
    if (latencyMs === undefined) throw new Error('the sample has no latency');
    const document = withVariant({
      quality: { absent: 'the engine was killed' },
      latencyMs: { ...latencyMs, belowFloor: ['p50'] },
    });
    expect(texts(document)[1]?.[3]).toBe('below floor');
    expect(texts(document)[1]?.[6]).toBe('the engine was killed');
  });

  it('is not there when no two precisions of a model met the same load', () => {
    expect(variantTables(sampleDocument(6))).toEqual([]);
    expect(variantTables(withVariant({ scenario: 'latency/batch_processing' }))).toEqual([]);
    expect(renderMarkdown(sampleDocument(6))).not.toContain('Variants');
  });
});
