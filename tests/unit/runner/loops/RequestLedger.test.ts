import { describe, expect, it } from 'vitest';
import { RequestLedger } from '../../../../main/runner/loops/RequestLedger.ts';
import { recordRows } from '../recordRows.ts';
import { VirtualTime } from '../VirtualTime.ts';

function newLedger(): RequestLedger {
  return new RequestLedger(
    { time: new VirtualTime(0), timeoutMs: 1000, inputTokensPerRequest: 7, outputTokensPerItem: 4, shapedItems: 1 },
    { onLeft: () => undefined, onLost: () => undefined, onNewErrorKind: () => undefined },
  );
}

describe('RequestLedger: what a server says of its requests', () => {
  it('takes the prompt’s length from usage, and counts only measured requests', () => {
    const ledger = newLedger();
    for (const [request, phase] of [
      [0, 'warmUp'],
      [1, 'measured'],
      [2, 'measured'],
    ] as const) {
      ledger.begin(request, 0, 0, phase);
      ledger.reconnected(request);
      ledger.content(request, 5, 1, 1);
      ledger.usage(request, request === 2 ? undefined : { promptTokens: 9, outputTokens: 4, cachedTokens: 2 });
      ledger.ended(request, 5, 4);
    }
    expect(ledger.reconnects).toBe(2);
    expect(ledger.serverFacts).toEqual({
      tokensFromUsage: 1,
      tokensFromEvents: 1,
      promptTokens: 9,
      cachedPromptTokens: 2,
    });
    const chunk = ledger.recorder.cut();
    if (chunk === undefined) throw new Error('no records');
    expect(recordRows([chunk]).map(({ inputTokens }) => inputTokens)).toEqual([9, 9, 7]);
  });

  it('has nothing of a server from a target that never told of one', () => {
    const ledger = newLedger();
    ledger.begin(0, 0, 0, 'measured');
    ledger.ended(0, 5, 4);
    expect(ledger.serverFacts).toEqual({});
    expect(ledger.reconnects).toBe(0);
  });

  it('marks every piece of a reply whose pieces are no tokens, and of no other', () => {
    const ledger = newLedger();
    for (const request of [0, 1]) {
      ledger.begin(request, 0, 0, 'measured');
      for (const atMs of [5, 6, 7]) ledger.content(request, atMs, 1, 1);
      if (request === 0) ledger.piecesAreNoTokens(request);
      ledger.ended(request, 7, request === 0 ? 12 : 3);
    }
    const chunk = ledger.recorder.cut();
    if (chunk === undefined) throw new Error('no records');
    expect(recordRows([chunk])).toMatchObject([
      { contentEvents: 3, multiTokenEvents: 3, outputTokens: 12, gapsMs: [1, 1] },
      { contentEvents: 3, multiTokenEvents: 0, outputTokens: 3 },
    ]);
  });

  it('shows tokens in the live slice once, those that came in pieces and those that only usage tells of', () => {
    const ledger = newLedger();
    ledger.begin(0, 0, 0, 'measured');
    ledger.content(0, 5, 1, 1);
    ledger.ended(0, 5, 4);
    ledger.begin(0, 5, 5, 'measured');
    ledger.ended(0, 9, 4);
    expect(ledger.live.take(10, 'measured', 0).outputTokens).toBe(8);
  });
});

describe('RequestLedger: an instant that cannot be', () => {
  it.each([
    ['no number', Number.NaN],
    ['never', Number.POSITIVE_INFINITY],
    ['before the request was sent', 99],
  ])('%s fails the request as what it is, and no record has it', (_, atMs) => {
    const left: unknown[] = [];
    const time = new VirtualTime(150);
    const ledger = new RequestLedger(
      { time, timeoutMs: 1000, inputTokensPerRequest: 7, outputTokensPerItem: 4, shapedItems: 1 },
      { onLeft: (...told) => left.push(told), onLost: () => undefined, onNewErrorKind: () => undefined },
    );
    const cancelled: number[] = [];
    ledger.attach({
      open: () => Promise.resolve(),
      prepare: () => undefined,
      send: () => undefined,
      cancel: (request) => cancelled.push(request),
      close: () => undefined,
    });
    for (const request of [0, 1, 2, 3]) ledger.begin(request, 100, 100, 'measured');
    ledger.content(0, atMs, 1, 1);
    ledger.ended(1, atMs, 4);
    ledger.failed(2, atMs, 'http-500', 'said');
    ledger.lost(atMs, 'engine-gone', { reason: 'gone', remedy: 'none' });
    const chunk = ledger.recorder.cut();
    if (chunk === undefined) throw new Error('no records');
    expect(recordRows([chunk])).toMatchObject(
      [1, 1, 2, 3].map((errorKind) => ({ outcome: 'failed', errorKind, endMs: 150, contentEvents: 0 })),
    );
    expect(ledger.errorKinds.list.map(({ kind }) => kind)).toEqual(['impossible-instant', 'http-500', 'engine-gone']);
    expect(ledger.errorKinds.list[0]?.example).toContain(`${atMs} ms`);
    expect(cancelled).toEqual([0]);
    expect(left).toEqual([0, 1, 2].map((request) => [request, false, 50]));
    expect(ledger.inFlight).toBe(0);
  });

  it('a token before the one before it is none', () => {
    const ledger = newLedger();
    ledger.begin(0, 0, 0, 'measured');
    ledger.content(0, 5, 1, 1);
    ledger.content(0, 4, 1, 1);
    expect(ledger.errorKinds.list).toMatchObject([{ kind: 'impossible-instant' }]);
  });
});
