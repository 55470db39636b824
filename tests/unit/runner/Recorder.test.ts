import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownTokens } from '../../../core/contract/RecordChunk.ts';
import { Recorder } from '../../../main/runner/recorder/Recorder.ts';
import { recordRows } from './recordRows.ts';

describe('Recorder', () => {
  it('hands out requests in the order they ended, and keeps those in flight', () => {
    const recorder = new Recorder();
    recorder.begin(0, 1, 1.5, 10, 'warmUp');
    recorder.begin(1, 2, 2, 20, 'measured');
    recorder.begin(2, 3, 3, 30, 'measured');
    recorder.end(1, 8, 4);
    recorder.fail(0, 9, 'failed', 2);
    const chunk = recorder.cut();
    expect(chunk?.count).toBe(2);
    expect(recordRows(chunk === undefined ? [] : [chunk])).toMatchObject([
      { actualStartMs: 2, endMs: 8, inputTokens: 20, outputTokens: 4, outcome: 'ok', phase: 'measured', errorKind: 0 },
      { intendedStartMs: 1, actualStartMs: 1.5, endMs: 9, outcome: 'failed', phase: 'warmUp', errorKind: 2 },
    ]);
    expect(recorder.cut()).toBeUndefined();
    recorder.end(2, 10, 1);
    expect(recorder.cut()?.count).toBe(1);
  });

  it('takes first token, gaps and end from the content events of a streamed reply', () => {
    const recorder = new Recorder();
    recorder.begin(0, 0, 0, 5, 'measured');
    recorder.content(0, 4, 0, 0);
    recorder.content(0, 10, 2, 1);
    recorder.content(0, 13, 2, 1);
    recorder.content(0, 20, 6, 3);
    recorder.transferred(0, 100, 7);
    recorder.transferred(0, 1, 8);
    expect(recorder.end(0, 21, 10)).toBe(20);
    const chunk = recorder.cut();
    expect(recordRows(chunk === undefined ? [] : [chunk])[0]).toMatchObject({
      firstTokenMs: 10,
      endMs: 20,
      gapsMs: [3, 7],
      contentEvents: 3,
      multiTokenEvents: 1,
      outputTokens: 10,
      sentBytes: 101,
      receivedBytes: 15,
    });
  });

  it('has no first token and no content events for a reply that came whole', () => {
    const recorder = new Recorder();
    recorder.begin(0, 0, 0, 5, 'measured');
    recorder.end(0, 21, 10);
    const chunk = recorder.cut();
    expect(recordRows(chunk === undefined ? [] : [chunk])[0]).toMatchObject({
      firstTokenMs: Number.NaN,
      endMs: 21,
      contentEvents: 0,
      gapsMs: [],
    });
  });

  it('refuses what concerns no request in flight', () => {
    const recorder = new Recorder();
    recorder.begin(3, 0, 0, 1, 'measured');
    expect(() => recorder.begin(3, 0, 0, 1, 'measured')).toThrow('request 3 is in flight already');
    recorder.end(3, 1, 1);
    expect(() => recorder.end(3, 1, 1)).toThrow('request 3 is not in flight');
    expect(() => recorder.content(3, 1, 1, 1)).toThrow('request 3 is not in flight');
    expect(() => recorder.fail(9, 1, 'failed', 1)).toThrow('request 9 is not in flight');
    expect(() => recorder.transferred(0, 1, 1)).toThrow('request 0 is not in flight');
    expect(() => recorder.abandon(0)).toThrow('request 0 is not in flight');
  });

  it('stores the largest count a column can hold, and refuses the next instead of wrapping it', () => {
    const most = 2 ** 32 - 2;
    const recorder = new Recorder();
    recorder.begin(0, 0, 0, most, 'measured');
    recorder.setInputTokens(0, most);
    recorder.transferred(0, most, most);
    expect(() => recorder.transferred(0, 0, 1)).toThrow(
      'receivedBytes of a request is 4294967295; a record holds whole numbers from 0 to 4294967294',
    );
    expect(() => recorder.transferred(0, 4, 0)).toThrow('sentBytes of a request is 4294967298');
    expect(() => recorder.setInputTokens(0, most + 1)).toThrow('inputTokens of a request is 4294967295');
    expect(() => recorder.setInputTokens(0, -1)).toThrow('inputTokens of a request is -1');
    expect(() => recorder.content(0, 1, most + 4, 1)).toThrow('outputTokens of a request is 4294967298');
    expect(() => recorder.end(0, 1, 1.5)).toThrow('outputTokens of a request is 1.5');
    expect(() => recorder.begin(1, 0, 0, 2 ** 33, 'measured')).toThrow('inputTokens of a request is 8589934592');
    recorder.end(0, 1, most);
    const chunk = recorder.cut();
    expect(recordRows(chunk === undefined ? [] : [chunk])[0]).toMatchObject({
      inputTokens: most,
      outputTokens: most,
      sentBytes: most,
      receivedBytes: most,
    });
  });

  it('has unknown tokens as a value of their own, apart from none', () => {
    const recorder = new Recorder();
    for (const tokens of [undefined, 0]) {
      recorder.begin(0, 0, 0, 1, 'measured');
      recorder.end(0, 1, tokens);
    }
    expect([...(recorder.cut()?.outputTokens ?? [])]).toEqual([unknownTokens, 0]);
  });

  it('leaves no record and no gap of an abandoned request, nor in the next one of its number', () => {
    const recorder = new Recorder();
    recorder.begin(0, 0, 0, 1, 'measured');
    recorder.content(0, 1, 1, 1);
    recorder.content(0, 2, 1, 1);
    recorder.abandon(0);
    recorder.begin(0, 5, 5, 1, 'measured');
    recorder.content(0, 6, 1, 1);
    recorder.content(0, 9, 1, 1);
    recorder.end(0, 9, 2);
    const chunk = recorder.cut();
    expect(chunk?.count).toBe(1);
    expect([...(chunk?.gapMs ?? [])]).toEqual([3]);
  });

  it('grows beyond its first capacity in every direction', () => {
    const recorder = new Recorder(1);
    const inFlight = 5000;
    for (let request = 0; request < inFlight; request += 1)
      recorder.begin(request, request, request, request, 'measured');
    for (let event = 0; event < 4; event += 1) {
      for (let request = 0; request < inFlight; request += 1) recorder.content(request, 10_000 + event * request, 1, 1);
    }
    for (let request = inFlight - 1; request >= 0; request -= 1) recorder.end(request, 99_999, 4);
    const chunk = recorder.cut();
    const rows = recordRows(chunk === undefined ? [] : [chunk]);
    expect(rows).toHaveLength(inFlight);
    rows.forEach((row, index) => {
      const request = inFlight - 1 - index;
      expect(row.inputTokens).toBe(request);
      expect(row.gapsMs).toEqual([request, request, request]);
    });
  });

  it('loses no record and doubles none, whatever the order of events and cuts', () => {
    const action = fc.tuple(
      fc.constantFrom('begin', 'content', 'content', 'end', 'fail', 'abandon', 'cut'),
      fc.nat(7),
      fc.integer({ min: 1, max: 50 }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 300 }), (actions) => {
        const recorder = new Recorder(1);
        // The same kept in the plainest way: objects in lists.
        const open = new Map<number, { serial: number; eventsMs: number[] }>();
        const expected: { serial: number; gapsMs: number[]; outcome: string }[] = [];
        const chunks = [];
        let nowMs = 0;
        let serial = 0;
        for (const [kind, request, stepMs] of actions) {
          nowMs += stepMs;
          const model = open.get(request);
          if (kind === 'cut') {
            const chunk = recorder.cut();
            if (chunk !== undefined) chunks.push(chunk);
          } else if (kind === 'begin' && model === undefined) {
            serial += 1;
            recorder.begin(request, nowMs, nowMs, serial, 'measured');
            open.set(request, { serial, eventsMs: [] });
          } else if (kind === 'content' && model !== undefined) {
            recorder.content(request, nowMs, 1, 1);
            model.eventsMs.push(nowMs);
          } else if (model !== undefined && kind !== 'begin') {
            open.delete(request);
            const gapsMs = model.eventsMs.slice(1).map((atMs, index) => atMs - (model.eventsMs[index] ?? 0));
            if (kind === 'abandon') recorder.abandon(request);
            else if (kind === 'end') recorder.end(request, nowMs, model.eventsMs.length);
            else recorder.fail(request, nowMs, 'failed', 1);
            if (kind !== 'abandon') {
              expected.push({ serial: model.serial, gapsMs, outcome: kind === 'end' ? 'ok' : 'failed' });
            }
          }
        }
        const last = recorder.cut();
        if (last !== undefined) chunks.push(last);
        const rows = recordRows(chunks).map(({ inputTokens, gapsMs, outcome }) => ({
          serial: inputTokens,
          gapsMs,
          outcome,
        }));
        expect(rows).toEqual(expected);
      }),
    );
  });
});
