import { describe, expect, it } from 'vitest';
import { EventBatcher } from '../../../main/shell/ipc/EventBatcher.ts';

/** A clock that runs when it is told to. */
function makeBatcher() {
  const sent: number[][] = [];
  const due: (() => void)[] = [];
  const batcher = new EventBatcher<number>(
    (events) => sent.push(events),
    (callback) => {
      due.push(callback);
      return () => due.splice(due.indexOf(callback), 1);
    },
  );
  return { batcher, sent, due, tick: () => due.shift()?.() };
}

describe('EventBatcher', () => {
  it('sends what came together in order, with one timer for a batch', () => {
    const { batcher, sent, due, tick } = makeBatcher();
    batcher.listen();
    batcher.add([1, 2]);
    batcher.add([3]);
    expect([sent, due.length]).toEqual([[], 1]);
    tick();
    batcher.add([4]);
    tick();
    expect([sent, due.length]).toEqual([[[1, 2, 3], [4]], 0]);
  });

  it('keeps nothing while nobody listens', () => {
    const { batcher, sent, due } = makeBatcher();
    batcher.add([1]);
    batcher.listen();
    batcher.add([]);
    expect([sent, due.length]).toEqual([[], 0]);
  });

  it('does not send twice what a replay has already told', () => {
    const { batcher, sent, tick } = makeBatcher();
    batcher.listen();
    batcher.add([1, 2]);
    batcher.restart();
    batcher.add([3]);
    tick();
    expect(sent).toEqual([[3]]);
  });

  it('drops what waits when the page goes, until a page listens again', () => {
    const { batcher, sent, due, tick } = makeBatcher();
    batcher.listen();
    batcher.add([1]);
    batcher.forget();
    batcher.add([2]);
    expect(due.length).toBe(0);
    batcher.listen();
    batcher.add([3]);
    tick();
    expect(sent).toEqual([[3]]);
  });
});
