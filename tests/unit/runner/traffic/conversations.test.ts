import { describe, expect, it } from 'vitest';
import type { ConversationTurn } from '../../../../core/schedule/conversations.ts';
import { ConversationLoop } from '../../../../main/runner/loops/ConversationAgenda.ts';
import { conversationsOf } from '../../../../main/runner/traffic/conversationsOf.ts';
import type { FakeAnswer } from '../FakeTarget.ts';
import { LoopRig } from '../LoopRig.ts';
import { openStep, runOpen } from './openTraffic.ts';

const traffic = {
  kind: 'conversations' as const,
  meanTurns: 4,
  mostTurns: 20,
  thinkSeconds: 2,
  mostContextTokens: 2000,
};
const step = openStep(
  { traffic, ratePerSecond: 40, arrival: 'poisson' },
  { warmupSeconds: 5, durationSeconds: 60, promptTokens: 30, outputTokens: 20 },
);
const startMs = 100;
const endMs = startMs + 65_000;

interface RigOptions {
  answer?: (sequence: number) => FakeAnswer;
  maxInFlight?: number;
  timeoutMs?: number;
  requestLimit?: number;
  shard?: { index: number; count: number };
}

class ConversationRig extends LoopRig<ConversationLoop> {
  constructor({ answer = () => ({ afterMs: 300 }), maxInFlight = 1000, timeoutMs = 60_000, ...rest }: RigOptions = {}) {
    super(
      { answer, timeoutMs },
      (rig) =>
        new ConversationLoop({
          ...rig,
          conversations: conversationsOf(step, traffic),
          mostTurns: traffic.mostTurns,
          maxInFlight,
          timeoutMs,
          warmupMs: 5000,
          durationMs: 60_000,
          beginAtMs: startMs,
          ...rest,
        }),
    );
  }
}

/** All turns that are due before the end when each answer takes so long and every request has its place at once. */
function expectedTurns(tookMs: number): (ConversationTurn & { intendedMs: number })[] {
  const conversations = conversationsOf(step, traffic);
  const turns: (ConversationTurn & { intendedMs: number })[] = [];
  for (let first = conversations.first(); first !== undefined; first = conversations.first()) {
    let turn: ConversationTurn | undefined = first;
    while (turn !== undefined && startMs + turn.atMs < endMs) {
      turns.push({ ...turn, intendedMs: startMs + turn.atMs });
      turn = conversations.next(turn.conversation, turn.atMs + tookMs);
    }
  }
  return turns.sort((one, other) => one.intendedMs - other.intendedMs);
}

describe('ConversationLoop', () => {
  it('sends each turn when its user has read the answer before and thought: not one more, not one less', () => {
    const rig = new ConversationRig().run();
    const rows = rig.rows().sort((one, other) => one.intendedStartMs - other.intendedStartMs);
    const expected = expectedTurns(300);
    expect(rows).toHaveLength(expected.length);
    expect(rows.length).toBeGreaterThan(1500);
    rows.forEach((row, index) => {
      const turn = expected[index];
      expect(row.intendedStartMs).toBeCloseTo(turn?.intendedMs ?? Number.NaN, 6);
      expect(row.actualStartMs).toBeCloseTo(row.intendedStartMs, 6);
      expect([row.trafficClass, row.inputTokens]).toEqual([(turn?.turn ?? 0) + 1, turn?.promptTokens]);
      expect(row.phase).toBe(row.intendedStartMs < startMs + 5000 ? 'warmUp' : 'measured');
    });
    expect(new Set(rig.target.sequences).size).toBe(rows.length);
    expect(rig.end).toMatchObject({ measuredFromMs: startMs + 5000, stopped: false });
    expect(rig.end.measuredToMs).toBeGreaterThanOrEqual(endMs);
    expect(rig.time.isIdle).toBe(true);
    expect(rig.phases.map(({ phase }) => phase)).toEqual(['warmUp', 'measured', 'coolDown']);
  });

  it('sends prompts that hold all that was said before, of one conversation', () => {
    const rig = new ConversationRig().run();
    const turns = new Map<number, { promptTokens: number; outputTokens: number }[]>();
    for (const shape of rig.target.shapes) {
      if (shape?.conversation === undefined) throw new Error('a request belongs to no conversation');
      turns.set(shape.conversation, [...(turns.get(shape.conversation) ?? []), shape]);
    }
    const lengths = [...turns.values()].map(({ length }) => length);
    expect(Math.max(...lengths)).toBeGreaterThan(5);
    for (const all of turns.values()) {
      all.forEach((shape, index) => {
        const before = all[index - 1];
        const said = before === undefined ? 0 : before.promptTokens + before.outputTokens;
        expect(shape.promptTokens).toBeGreaterThan(said);
      });
    }
  });

  it('thinks as long as it is told, on average, and never sends a turn before the answer', () => {
    const rig = new ConversationRig({ answer: (sequence) => ({ afterMs: 100 + (sequence % 7) * 150 }) }).run();
    const known = rig.target.sequences.map((sequence, index) => ({
      sequence,
      sentAtMs: rig.target.sentAtMs[index] ?? 0,
    }));
    const sentAt = new Map(known.map(({ sequence, sentAtMs }) => [sequence, sentAtMs]));
    const thoughtMs = known.flatMap(({ sequence, sentAtMs }) => {
      if (sequence % traffic.mostTurns === 0) return [];
      const before = sentAt.get(sequence - 1) ?? Number.NaN;
      return [sentAtMs - before - 100 - ((sequence - 1) % 7) * 150];
    });
    expect(thoughtMs.every((one) => one >= -1e-6)).toBe(true);
    const mean = thoughtMs.reduce((sum, one) => sum + one, 0) / thoughtMs.length;
    // Exponential around 2 s: five standard errors, and what the end of the step cuts off.
    expect(Math.abs(mean - 2000)).toBeLessThan((5 * 2000) / Math.sqrt(thoughtMs.length) + 100);
  });

  it('ends a conversation whose request failed, and no other', () => {
    const fails = (sequence: number): boolean => sequence % 20 === 1 && Math.floor(sequence / 20) % 3 === 0;
    const rig = new ConversationRig({
      answer: (sequence) => ({ afterMs: 300, ...(fails(sequence) ? { error: 'refused' } : {}) }),
    }).run();
    const sent = new Set(rig.target.sequences);
    const whole = new ConversationRig().run().target.sequences;
    const ended = (sequence: number) => Math.floor(sequence / 20) % 3 === 0 && sequence % 20 > 1;
    expect([...sent].filter(ended)).toEqual([]);
    expect([...sent].sort()).toEqual(whole.filter((sequence) => !ended(sequence)).sort());
  });

  it('waits in line when there is no place, drops what waited too long, and still ends', () => {
    const rig = new ConversationRig({ answer: () => ({ afterMs: 400 }), maxInFlight: 4, timeoutMs: 2000 }).run();
    const rows = rig.rows();
    const dropped = rows.filter(({ outcome }) => outcome === 'dropped');
    expect(dropped.length).toBeGreaterThan(10);
    expect(new Set(dropped.map(({ trafficClass }) => trafficClass)).size).toBeGreaterThan(1);
    const sent = rows
      .filter(({ outcome }) => outcome === 'ok')
      .sort((one, other) => one.actualStartMs - other.actualStartMs);
    const intended = sent.map(({ intendedStartMs }) => intendedStartMs);
    expect(intended).toEqual(intended.toSorted((one, other) => one - other));
    expect(sent.every((row) => row.actualStartMs - row.intendedStartMs < 2000)).toBe(true);
    expect(rig.time.isIdle).toBe(true);
    expect(rig.end.stopped).toBe(false);
  });

  it('is shared by conversation: together the same turns, each once', () => {
    const known = (rig: ConversationRig) =>
      rig.rows().map((row) => `${row.intendedStartMs.toFixed(6)} ${row.trafficClass}`);
    const parts = [0, 1, 2].map((index) => new ConversationRig({ shard: { index, count: 3 } }).run());
    parts.forEach((part, index) => {
      expect(part.target.shapes.every((shape) => (shape?.conversation ?? -1) % 3 === index)).toBe(true);
    });
    expect(parts.flatMap(known).sort()).toEqual(known(new ConversationRig().run()).sort());
  });

  it('sends no more counted requests than its limit, shared or not', () => {
    const counted = (rig: ConversationRig) => rig.rows().filter(({ phase }) => phase === 'measured').length;
    const rig = new ConversationRig({ requestLimit: 50 }).run();
    expect(counted(rig)).toBe(50);
    expect(rig.end.measuredToMs).toBeLessThan(endMs);
    const parts = [0, 1, 2].map((index) => new ConversationRig({ requestLimit: 50, shard: { index, count: 3 } }).run());
    expect(parts.map(counted)).toEqual([17, 17, 16]);
  });

  it('asks for one text, of the first counted request that is sent', () => {
    const rig = new ConversationRig().run();
    expect(rig.target.withText).toHaveLength(1);
    const index = rig.target.sequences.indexOf(rig.target.withText[0] ?? -1);
    expect(rig.target.sentAtMs[index]).toBeGreaterThanOrEqual(startMs + 5000);
    expect(rig.target.sentAtMs[index - 1]).toBeLessThan(startMs + 5000);
  });

  it('ends when its time is over, also when no conversation is left or none has begun', async () => {
    const few = openStep({ traffic: { ...traffic, meanTurns: 1 }, ratePerSecond: 0.2 }, { durationSeconds: 30 });
    const { rows, last } = await runOpen(few);
    expect(rows.map(({ intendedStartMs }) => intendedStartMs)).toEqual([0, 5000, 10_000, 15_000, 20_000, 25_000]);
    expect(last).toMatchObject({ type: 'stepEnded', facts: { measuredFromMs: 1000, measuredToMs: 31_000 } });
    const poisson = { traffic, ratePerSecond: 0.001, arrival: 'poisson' };
    expect((await runOpen(openStep(poisson, { durationSeconds: 5 }))).last).toMatchObject({
      type: 'stepFailed',
      failure: { reason: 'No request was sent in the measured time: none was due in it.' },
    });
  });

  it.each([
    [{ traffic: { ...traffic, mostContextTokens: 1 } }, 'mostContextTokens of the conversations is 1'],
    [{ ratePerSecond: undefined }, 'load.ratePerSecond'],
    [{ classes: [{ name: 'a', weight: 1, promptTokens: 1, outputTokens: 1 }] }, 'load.classes cannot be had'],
    [{ loop: 'closed', concurrency: 1 }, 'load.traffic cannot be had with load.loop "closed"'],
  ])('refuses what makes no sense, by its field: %j', async (load, reason) => {
    const { last } = await runOpen(openStep({ ...step.load, ...load } as never));
    expect(last).toMatchObject({ type: 'stepFailed', failure: { reason: expect.stringContaining(reason) } });
  });
});
