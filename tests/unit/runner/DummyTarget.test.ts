import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DummyTarget } from '../../../main/runner/targets/dummy/DummyTarget.ts';
import { RequestQueue } from '../../../main/runner/targets/dummy/RequestQueue.ts';
import { serviceTimes } from '../../../main/runner/targets/dummy/serviceTimes.ts';
import type { TargetListener } from '../../../main/runner/targets/Target.ts';
import { dummyStep } from './plannedSteps.ts';
import { VirtualTime } from './VirtualTime.ts';

type Told = { what: string; request: number; atMs: number; tokens?: number };

interface DummyRig {
  serviceMs: (index: number) => number;
  slots?: number;
  stream?: boolean;
  latenessMs?: () => number;
}

function dummy(options: DummyRig) {
  const time = new VirtualTime(0, options.latenessMs);
  const told: Told[] = [];
  const listener: TargetListener = {
    transferred: () => undefined,
    reconnected: () => undefined,
    usage: () => undefined,
    piecesAreNoTokens: () => undefined,
    output: () => undefined,
    outputText: () => undefined,
    content: (request, atMs, tokens) => told.push({ what: 'content', request, atMs, tokens }),
    ended: (request, atMs, tokens = Number.NaN) => told.push({ what: 'ended', request, atMs, tokens }),
    failed: (request, atMs) => told.push({ what: 'failed', request, atMs }),
    lost: (atMs) => told.push({ what: 'lost', request: -1, atMs }),
  };
  let index = 0;
  const target = new DummyTarget({
    time,
    listener,
    serviceTimeMs: () => options.serviceMs(index++),
    slots: options.slots ?? Number.POSITIVE_INFINITY,
    batchSize: 2,
    outputTokens: 10,
    stream: options.stream ?? true,
  });
  const send = (request: number): void => {
    target.prepare(request, request, false);
    target.send(request);
  };
  const endOf = (request: number): number | undefined =>
    told.find((one) => one.what === 'ended' && one.request === request)?.atMs;
  return { time, target, told, send, endOf };
}

describe('DummyTarget', () => {
  it('answers after its service time, with all of its output at the end', () => {
    const { time, told, send } = dummy({ serviceMs: () => 5 });
    send(0);
    time.runUntilIdle();
    expect(told).toEqual([
      { what: 'content', request: 0, atMs: 5, tokens: 20 },
      { what: 'ended', request: 0, atMs: 5, tokens: 20 },
    ]);
  });

  it('gives no content events when the reply is not streamed', () => {
    const { time, told, send } = dummy({ serviceMs: () => 5, stream: false });
    send(0);
    time.runUntilIdle();
    expect(told.map(({ what }) => what)).toEqual(['ended']);
  });

  it('works on all at once without a limit of slots, one after the other with one slot', () => {
    const unlimited = dummy({ serviceMs: () => 5 });
    const single = dummy({ serviceMs: () => 5, slots: 1 });
    for (const { send, time } of [unlimited, single]) {
      for (const request of [0, 1, 2]) send(request);
      time.runUntilIdle();
    }
    expect([0, 1, 2].map(unlimited.endOf)).toEqual([5, 5, 5]);
    expect([0, 1, 2].map(single.endOf)).toEqual([5, 10, 15]);
  });

  it('is the queue of queue theory: every departure as by the recursion for c servers, first come, first served', () => {
    const arrivals = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 60 })), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 5 }), (requests, slots) => {
        const { time, send, endOf } = dummy({ serviceMs: (index) => requests[index]?.[1] ?? 1, slots });
        const freeAtMs: number[] = new Array<number>(slots).fill(0);
        let arrivalMs = 0;
        const expected = requests.map(([gapMs, serviceMs]) => {
          arrivalMs += gapMs;
          const earliest = freeAtMs.indexOf(Math.min(...freeAtMs));
          const endMs = Math.max(arrivalMs, freeAtMs[earliest] ?? 0) + serviceMs;
          freeAtMs[earliest] = endMs;
          return endMs;
        });
        let sentAtMs = 0;
        requests.forEach(([gapMs], request) => {
          sentAtMs += gapMs;
          time.at(sentAtMs, () => send(request));
        });
        time.runUntilIdle();
        expect(requests.map((_, request) => endOf(request))).toEqual(expected);
      }),
    );
  });

  it('answers no request faster than its service time, and makes good what the timer was late by', () => {
    let stallsLeft = 1;
    const { time, send, told } = dummy({
      serviceMs: () => 10,
      slots: 1,
      latenessMs: () => (stallsLeft-- > 0 ? 100 : 0),
    });
    const sentAtMs = [0, 0, 105, 120];
    sentAtMs.forEach((atMs, request) => {
      time.at(atMs, () => send(request));
    });
    time.runUntilIdle();
    // The first is told of 100 ms late, at 110; the second was done at 20 all the same, the third at 115.
    expect(told.filter(({ what }) => what === 'ended').map(({ request, atMs }) => [request, atMs])).toEqual([
      [0, 110],
      [1, 110],
      [2, 115],
      [3, 130],
    ]);
  });

  it('gives the slot of a cancelled request to the next one, and forgets one cancelled while it waits', () => {
    const { time, target, send, endOf } = dummy({ serviceMs: () => 10, slots: 1 });
    for (const request of [0, 1, 2, 3]) send(request);
    time.runUntil(4);
    target.cancel(2);
    target.cancel(0);
    time.runUntilIdle();
    expect([0, 1, 2, 3].map(endOf)).toEqual([undefined, 14, undefined, 24]);
  });

  it('says nothing more after it is closed', () => {
    const { time, target, told, send } = dummy({ serviceMs: () => 10, slots: 1 });
    send(0);
    send(1);
    target.close();
    time.runUntilIdle();
    expect(told).toEqual([]);
  });

  it('serves more requests than it first has room for', () => {
    const { time, send, endOf } = dummy({ serviceMs: () => 1, slots: 1 });
    for (let request = 0; request < 500; request += 1) send(request);
    time.runUntilIdle();
    expect(endOf(499)).toBe(500);
  });
});

describe('RequestQueue', () => {
  it('serves first come, first served, whoever leaves in between', () => {
    const action = fc.tuple(fc.constantFrom('push', 'push', 'remove', 'shift', 'clear'), fc.nat(100));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 300 }), (actions) => {
        const queue = new RequestQueue();
        let model: number[] = [];
        for (const [kind, request] of actions) {
          if (kind === 'push' && model.includes(request)) {
            expect(() => queue.push(request)).toThrow('waits already');
          } else if (kind === 'push') {
            queue.push(request);
            model.push(request);
          } else if (kind === 'remove') {
            queue.remove(request);
            model = model.filter((other) => other !== request);
          } else if (kind === 'shift') {
            expect(queue.shift()).toBe(model.shift());
          } else if (request < 3) {
            queue.clear();
            model = [];
          }
        }
        while (model.length > 0) expect(queue.shift()).toBe(model.shift());
        expect(queue.shift()).toBeUndefined();
      }),
    );
  });
});

describe('serviceTimes', () => {
  const draw = (count: number, step: Parameters<typeof dummyStep>[0]): number[] => {
    const next = serviceTimes(dummyStep(step));
    return Array.from({ length: count }, () => next(10));
  };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('is the model’s latency, and more for each further item of a batch', () => {
    expect(draw(3, {})).toEqual([5, 5, 5]);
    expect(draw(1, { model: { latencyPerItemMs: 0.5 }, load: { batchSize: 9 } })).toEqual([9]);
    expect(draw(1, { load: { batchSize: 9 } })).toEqual([5]);
  });

  it('grows with the output tokens of a request, and varies around that', () => {
    const model = { latencyPerItemMs: 1, latencyPerOutputTokenMs: 0.25 };
    const fixed = serviceTimes(dummyStep({ model, load: { batchSize: 3 } }));
    expect([fixed(0), fixed(4), fixed(100)]).toEqual([7, 8, 32]);
    for (const distribution of ['exponential', 'lognormal'] as const) {
      const next = serviceTimes(dummyStep({ model: { ...model, distribution } }));
      // Five standard errors: 30 ms × CV 1 / √100,000.
      expect(Math.abs(mean(Array.from({ length: 100_000 }, () => next(100))) - 30)).toBeLessThan(0.5);
    }
  });

  it('varies around the latency as told, the same for the same seed', () => {
    for (const distribution of ['exponential', 'lognormal'] as const) {
      const times = draw(100_000, { model: { distribution } });
      // Five standard errors: 5 ms × CV 1 (0.53) / √100,000.
      expect(Math.abs(mean(times) - 5)).toBeLessThan(0.08);
      const deviation = Math.sqrt(mean(times.map((time) => (time - 5) ** 2)));
      expect(deviation / 5).toBeCloseTo(distribution === 'exponential' ? 1 : Math.sqrt(Math.exp(0.25) - 1), 1);
      expect(draw(5, { model: { distribution } })).toEqual(times.slice(0, 5));
      expect(draw(5, { model: { distribution }, load: { seed: 43 } })).not.toEqual(times.slice(0, 5));
    }
  });

  it('refuses a model without a latency', () => {
    const { latencyMs: _, ...model } = dummyStep().model;
    expect(() => serviceTimes({ ...dummyStep(), model })).toThrow('latency_ms of model "Dummy Small" is missing');
  });
});
