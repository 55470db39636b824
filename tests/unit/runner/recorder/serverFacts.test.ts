import { describe, expect, it } from 'vitest';
import { ServerFacts } from '../../../../main/runner/recorder/ServerFacts.ts';

describe('ServerFacts', () => {
  it('says nothing of a target that never told of tokens', () => {
    const facts = new ServerFacts();
    facts.reconnected();
    expect(facts.facts).toEqual({});
    expect(facts.reconnects).toBe(1);
  });

  it('sums up requests with usage and without', () => {
    const facts = new ServerFacts();
    facts.add({ promptTokens: 10, outputTokens: 3 });
    facts.add(undefined);
    expect(facts.facts).toEqual({ tokensFromUsage: 1, tokensFromEvents: 1, promptTokens: 10 });
    facts.add({ promptTokens: 5, outputTokens: 3, cachedTokens: 0 });
    facts.add({ promptTokens: 5, outputTokens: 3, cachedTokens: 4 });
    expect(facts.facts).toEqual({
      tokensFromUsage: 3,
      tokensFromEvents: 1,
      promptTokens: 20,
      cachedPromptTokens: 4,
    });
  });

  it('counts usage that cannot be, with its first example, and takes what can be of it', () => {
    const facts = new ServerFacts();
    facts.add({ promptTokens: 10, impossible: 'completion_tokens 9, where 2 were asked for' });
    facts.add({ outputTokens: 2, impossible: 'prompt_tokens 900, where the prompt has 20 at most' });
    expect(facts.facts).toEqual({
      tokensFromUsage: 1,
      tokensFromEvents: 1,
      promptTokens: 10,
      impossibleUsages: 2,
      impossibleUsageExample: 'completion_tokens 9, where 2 were asked for',
    });
  });

  it('knows no prompt tokens when no server counted them', () => {
    const facts = new ServerFacts();
    facts.add(undefined);
    expect(facts.facts).toEqual({ tokensFromUsage: 0, tokensFromEvents: 1 });
  });
});
