import { describe, expect, it } from 'vitest';
import { OutputFacts } from '../../../../main/runner/recorder/OutputFacts.ts';

describe('OutputFacts', () => {
  it('calls an output of unknown length neither empty nor short', () => {
    const facts = new OutputFacts(4);
    facts.add(undefined, 1);
    facts.add(4, 2);
    expect(facts.facts).toMatchObject({ outputsSeen: 2, emptyOutputs: 0, shortOutputs: 0, distinctOutputs: 2 });
    facts.add(3, 1);
    facts.add(0, 1);
    expect(facts.facts).toMatchObject({ outputsSeen: 4, emptyOutputs: 1, shortOutputs: 1, distinctOutputs: 2 });
  });
});
