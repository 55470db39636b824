import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantArrivals, poissonArrivals } from '../../../core/schedule/arrivalPatterns.ts';
import {
  type ConversationOptions,
  type ConversationTurn,
  SeededConversations,
} from '../../../core/schedule/conversations.ts';
import { constantRate } from '../../../core/schedule/RateProfile.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';

const always = (mean: number) => ({ mean, coefficientOfVariation: 0 });

function optionsOf(more: Partial<ConversationOptions> = {}): ConversationOptions {
  return {
    starts: new ScheduledArrivals(poissonArrivals, constantRate(2, 20_000), 1),
    meanTurns: 4,
    mostTurns: 20,
    thinkMs: { mean: 3000, coefficientOfVariation: 1 },
    newTokens: { mean: 50, coefficientOfVariation: 0.5 },
    outputTokens: { mean: 100, coefficientOfVariation: 0.5 },
    mostContextTokens: 4000,
    seed: 42,
    ...more,
  };
}

/** Plays it on virtual time: a server without a queue that takes `answerMs` for each request. In the order of sending. */
function play(options: ConversationOptions, answerMs: (turn: ConversationTurn) => number): ConversationTurn[] {
  const schedule = new SeededConversations(options);
  const due: ConversationTurn[] = [];
  for (let turn = schedule.first(); turn !== undefined; turn = schedule.first()) due.push(turn);
  const sent: ConversationTurn[] = [];
  for (;;) {
    due.sort((a, b) => a.atMs - b.atMs);
    const turn = due.shift();
    if (turn === undefined) return sent;
    sent.push(turn);
    const following = schedule.next(turn.conversation, turn.atMs + answerMs(turn));
    expect(following === undefined).toBe(turn.isLast);
    if (following !== undefined) due.push(following);
  }
}

function byConversation(turns: readonly ConversationTurn[]): ConversationTurn[][] {
  const grouped = new Map<number, ConversationTurn[]>();
  for (const turn of turns) grouped.set(turn.conversation, [...(grouped.get(turn.conversation) ?? []), turn]);
  return [...grouped.values()];
}

describe('conversations', () => {
  it('go on a think time after the answer ended, with the history in the prompt: known instants and lengths', () => {
    const turns = play(
      optionsOf({
        starts: new ScheduledArrivals(constantArrivals, constantRate(1, 1000), 1),
        meanTurns: 10_000,
        mostTurns: 3,
        thinkMs: always(1000),
        newTokens: always(10),
        outputTokens: always(5),
      }),
      () => 200,
    );
    expect(turns).toEqual([
      { conversation: 0, turn: 0, atMs: 0, promptTokens: 10, sharedTokens: 0, outputTokens: 5, isLast: false },
      { conversation: 0, turn: 1, atMs: 1200, promptTokens: 25, sharedTokens: 15, outputTokens: 5, isLast: false },
      { conversation: 0, turn: 2, atMs: 2400, promptTokens: 40, sharedTokens: 30, outputTokens: 5, isLast: true },
    ]);
  });

  it('say the same whatever the server’s speed, which only moves when', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (seed, speedSeed) => {
        const words = (turns: readonly ConversationTurn[]) =>
          byConversation(turns)
            .map((one) => one.map(({ atMs: _, ...rest }) => rest))
            .sort((a, b) => (a[0]?.conversation ?? 0) - (b[0]?.conversation ?? 0));
        const quick = play(optionsOf({ seed }), () => 1);
        const uneven = play(
          optionsOf({ seed }),
          ({ conversation, turn }) => ((conversation * 7919 + turn * 104_729 + speedSeed) % 9000) + 1,
        );
        expect(words(uneven)).toEqual(words(quick));
        expect(words(play(optionsOf({ seed: seed + 1 }), () => 1))).not.toEqual(words(quick));
      }),
      { numRuns: 20 },
    );
  });

  it('keep to the longest context, grow by what was said, and never send before the answer ended', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 2, max: 2000 }),
        fc.integer({ min: 1, max: 9 }),
        (seed, mostContextTokens, mostTurns) => {
          const answerMs = 700;
          for (const turns of byConversation(play(optionsOf({ seed, mostContextTokens, mostTurns }), () => answerMs))) {
            expect(turns.length).toBeLessThanOrEqual(mostTurns);
            turns.forEach((turn, index) => {
              const before = turns[index - 1];
              expect(turn.turn).toBe(index);
              expect(turn.promptTokens + turn.outputTokens).toBeLessThanOrEqual(mostContextTokens);
              expect(turn.promptTokens).toBeGreaterThan(turn.sharedTokens);
              expect(turn.outputTokens).toBeGreaterThan(0);
              expect(turn.sharedTokens).toBe(before === undefined ? 0 : before.promptTokens + before.outputTokens);
              if (before !== undefined) expect(turn.atMs).toBeGreaterThanOrEqual(before.atMs + answerMs);
              expect(turn.isLast).toBe(index === turns.length - 1);
            });
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('have the means and spreads that are asked for', () => {
    const starts = new ScheduledArrivals(constantArrivals, constantRate(1000, 20_000), 1);
    const thinkMs = { mean: 3000, coefficientOfVariation: 2 };
    const schedule = new SeededConversations(optionsOf({ starts, thinkMs, mostTurns: 10_000, mostContextTokens: 1e8 }));
    // One after the other: what a conversation says does not depend on the others.
    const conversations: ConversationTurn[][] = [];
    for (let turn = schedule.first(); turn !== undefined; turn = schedule.first()) {
      const one: ConversationTurn[] = [];
      for (
        let next: typeof turn | undefined = turn;
        next !== undefined;
        next = schedule.next(next.conversation, next.atMs)
      ) {
        one.push(next);
      }
      conversations.push(one);
    }
    const turns = conversations.flat();
    expect(conversations).toHaveLength(20_000);
    // Geometric with mean 4 has a deviation of sqrt(12); five standard errors.
    expect(Math.abs(turns.length / 20_000 - 4)).toBeLessThan((5 * Math.sqrt(12)) / Math.sqrt(20_000));
    const thinks = conversations.flatMap((one) =>
      one.slice(1).map((turn, index) => turn.atMs - (one[index]?.atMs ?? 0)),
    );
    const mean = thinks.reduce((sum, think) => sum + think, 0) / thinks.length;
    const deviation = Math.sqrt(thinks.reduce((sum, think) => sum + (think - mean) ** 2, 0) / thinks.length);
    expect(Math.abs(mean - 3000)).toBeLessThan((5 * 6000) / Math.sqrt(thinks.length));
    expect(deviation / mean).toBeGreaterThan(1.9);
    expect(deviation / mean).toBeLessThan(2.1);
    const added = turns.reduce((sum, { promptTokens, sharedTokens }) => sum + promptTokens - sharedTokens, 0);
    expect(added / turns.length).toBeGreaterThan(49);
    expect(added / turns.length).toBeLessThan(51);
  });

  it('are begun at the instants of their schedule, and over when they are', () => {
    const schedule = new SeededConversations(optionsOf({ mostTurns: 1 }));
    expect(() => schedule.next(0, 0)).toThrow(/conversation 0 has not begun/);
    const only = schedule.first();
    expect(only?.isLast).toBe(true);
    expect(schedule.next(0, 1000)).toBeUndefined();
    expect(() => schedule.next(-1, 0)).toThrow(/has not begun/);
  });

  it.each([
    [{ meanTurns: 0.5 }, /meanTurns of the conversations is 0.5/],
    [{ mostTurns: 0 }, /mostTurns/],
    [{ mostContextTokens: 1 }, /mostContextTokens/],
    [{ thinkMs: always(-1) }, /thinkMs.mean/],
    [{ newTokens: always(Number.NaN) }, /newTokens.mean/],
    [{ outputTokens: { mean: 5, coefficientOfVariation: 0.001 } }, /outputTokens.coefficientOfVariation/],
  ])('refuse %j', (more, message) => {
    expect(() => new SeededConversations(optionsOf(more))).toThrow(message);
  });
});
