import { describe, expect, it } from 'vitest';
import { RequestLedger } from '../../../main/runner/loops/RequestLedger.ts';
import { ErrorKinds } from '../../../main/runner/recorder/ErrorKinds.ts';
import { InFlightAccount } from '../../../main/runner/recorder/InFlightAccount.ts';
import { LiveSlice } from '../../../main/runner/recorder/LiveSlice.ts';
import { OutputFacts } from '../../../main/runner/recorder/OutputFacts.ts';
import { VirtualTime } from './VirtualTime.ts';

describe('LiveSlice', () => {
  it('counts what happened since the slice before, with nearest-rank percentiles', () => {
    const slice = new LiveSlice(100);
    for (let latency = 100; latency >= 1; latency -= 1) slice.completed(latency);
    slice.failed();
    slice.tokens(7);
    slice.tokens(1);
    expect(slice.take(300, 'measured', 4)).toEqual({
      fromMs: 100,
      toMs: 300,
      phase: 'measured',
      completed: 100,
      failed: 1,
      inFlight: 4,
      outputTokens: 8,
      p50Ms: 50,
      p95Ms: 95,
      p99Ms: 99,
    });
    expect(slice.take(500, 'coolDown', 0)).toEqual({
      fromMs: 300,
      toMs: 500,
      phase: 'coolDown',
      completed: 0,
      failed: 0,
      inFlight: 0,
      outputTokens: 0,
    });
  });

  it('thins out evenly when a slice holds more than it keeps: early and late latencies alike', () => {
    const slice = new LiveSlice(0);
    const count = 100_000;
    for (let index = 0; index < count; index += 1) slice.completed(index);
    const bucket = slice.take(200, 'measured', 1);
    expect(bucket.completed).toBe(count);
    expect(Math.abs((bucket.p50Ms ?? 0) / count - 0.5)).toBeLessThan(0.002);
    expect(Math.abs((bucket.p99Ms ?? 0) / count - 0.99)).toBeLessThan(0.002);
    slice.completed(3);
    expect(slice.take(400, 'measured', 1).p50Ms).toBe(3);
  });
});

describe('OutputFacts', () => {
  it('counts outputs that are empty, short and different', () => {
    const sanity = new OutputFacts(10);
    sanity.add(10, 1);
    sanity.add(10, 1);
    sanity.add(3, 2);
    sanity.add(0, 3);
    expect(sanity.facts).toEqual({ outputsSeen: 4, emptyOutputs: 1, shortOutputs: 1, distinctOutputs: 3 });
  });

  it('says nothing of outputs that nobody gave it', () => {
    expect(new OutputFacts(10).facts).toEqual({ emptyOutputs: 0, shortOutputs: 0, distinctOutputs: 0 });
  });

  it('shows the first text as it came, control characters and all', () => {
    const outputs = new OutputFacts(10);
    outputs.addText('a\0\u001b[31m\r\n 🌍 \uFFFD');
    outputs.addText('another');
    expect(outputs.facts.outputSample).toBe('a\0\u001b[31m\r\n 🌍 \uFFFD');
  });

  it('shows at most 500 characters, and no half of one', () => {
    const sampleOf = (text: string): string | undefined => {
      const outputs = new OutputFacts(10);
      outputs.addText(text);
      return outputs.facts.outputSample;
    };
    expect(sampleOf('x'.repeat(600))).toBe('x'.repeat(500));
    expect(sampleOf(`${'x'.repeat(498)}🌍y`)).toBe(`${'x'.repeat(498)}🌍`);
    expect(sampleOf(`${'x'.repeat(499)}🌍y`)).toBe('x'.repeat(499));
    expect(sampleOf('')).toBe('');
  });

  it('tells at most 10,000 outputs apart', () => {
    const sanity = new OutputFacts(1);
    for (let output = 0; output < 12_000; output += 1) sanity.add(1, output);
    expect(sanity.facts).toMatchObject({ outputsSeen: 12_000, distinctOutputs: 10_000 });
  });
});

describe('ErrorKinds', () => {
  it('numbers kinds from 1 and keeps the first example of each, untouched', () => {
    const told: string[] = [];
    const kinds = new ErrorKinds(({ kind }) => told.push(kind));
    expect(['a', 'b', 'a'].map((kind, index) => kinds.numberOf(kind, ` ${kind}\n${index} `))).toEqual([1, 2, 1]);
    expect(kinds.list).toEqual([
      { kind: 'a', example: ' a\n0 ' },
      { kind: 'b', example: ' b\n1 ' },
    ]);
    expect(told).toEqual(['a', 'b']);
  });

  it('puts kinds beyond the two hundredth into one more', () => {
    const kinds = new ErrorKinds(() => undefined);
    for (let index = 0; index < 1000; index += 1) kinds.numberOf(`kind ${index}`, 'x');
    expect(kinds.list).toHaveLength(201);
    expect(kinds.list[200]).toEqual({ kind: 'other', example: 'kind 200: x' });
    expect(kinds.numberOf('kind 199', 'x')).toBe(200);
    expect(kinds.numberOf('kind 999', 'x')).toBe(201);
  });
});

describe('InFlightAccount', () => {
  it('integrates the number in flight over time', () => {
    const account = new InFlightAccount();
    account.entered(1000);
    account.entered(1010);
    account.left(1030);
    account.left(1100);
    expect(account.integralMs).toBe(10 + 40 + 70);
    expect(account.inFlight).toBe(0);
  });

  it('takes out again what is withdrawn', () => {
    const account = new InFlightAccount();
    account.entered(0);
    account.entered(5);
    account.withdrawn(20, 5);
    account.left(30);
    expect(account.integralMs).toBe(30);
  });
});

describe('RequestLedger', () => {
  it('looks at the outputs, and counts the time in flight, of counted requests only', () => {
    const time = new VirtualTime();
    const left: number[] = [];
    const ledger = new RequestLedger(
      { time, timeoutMs: 1000, inputTokensPerRequest: 1, outputTokensPerItem: 1, shapedItems: 1 },
      { onLeft: (_, __, tookMs) => left.push(tookMs), onLost: () => undefined, onNewErrorKind: () => undefined },
    );
    for (const phase of ['warmUp', 'measured', 'coolDown'] as const) {
      ledger.begin(0, time.nowMs(), time.nowMs(), phase);
      time.runUntil(time.nowMs() + 10);
      ledger.output(0, 1, 1);
      ledger.outputText(0, `of the phase ${phase}`);
      ledger.ended(0, time.nowMs(), 1);
    }
    expect(left).toEqual([10, 10, 10]);
    expect(ledger.outputs.facts).toMatchObject({ outputsSeen: 1, outputSample: 'of the phase measured' });
    expect(ledger.account.integralMs).toBe(10);
    expect(ledger.counted).toEqual({ sent: 1, ok: 1 });
    expect(ledger.recorder.cut()?.count).toBe(3);
  });
});
