import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { skippedStep } from '../../../core/analysis/emptyStep.ts';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import type { RunSummary, StoreCallName } from '../../../core/contract/storeProtocol.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { runList } from '../../../main/cli/commands/historyCommand.ts';
import { runSummary } from '../../../main/cli/output/runSummary.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { chunkOf, measurementOf, oneAfterTheOther } from '../analysis/measurements.ts';
import { exampleRun, exampleSample } from './exampleRun.ts';
import { OpenedService } from './openedService.ts';

const page = { limit: 50, offset: 0 };
const gpu = { present: false, reason: 'nvidia-smi was not found' } as const;
/** Reports are made of one damaged run out of so many. */
const rendersEach = 5;
const endedAt = '2026-03-14T15:11:00.000Z';

/** What a store answers to every question about a data directory. */
interface Answers {
  list: { runs: RunSummary[]; total: number };
  documents: Map<number, ResultDocument>;
  /** By run and step. */
  records: Map<string, unknown>;
  telemetry: Map<string, unknown>;
}

/** A small data directory as runs leave it: measured, searched, skipped and cut-off steps, with all that they rest on. */
export class SampleData {
  readonly bytes: Buffer;
  readonly answers: Answers;
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    const service = new OpenedService();
    service.open(directory);
    for (const [id, levels] of Object.entries({ first: [1, 2], second: [1, 2] })) {
      storeRun(service, id, levels);
    }
    service.call('createRun', exampleRun('cut', [1, 2]));
    storeStep(service, 'cut', exampleRun('cut', [1, 2]).plan.steps[0] as PlannedStep, []);
    service.call('beginStep', { runId: 'cut', stepId: 'step-2', index: 1 });
    service.call('appendRecords', { runId: 'cut', stepId: 'step-2', chunk: chunkOf(oneAfterTheOther([5, 6, 7])) });
    service.service.close();
    // The next writer marks the run that was left behind.
    const next = new OpenedService();
    next.open(directory);
    next.service.close();
    this.bytes = readFileSync(this.path);
    const intact = new OpenedService();
    intact.open(directory, 'read');
    const list = intact.call('listRuns', page);
    const answers: Answers = { list, documents: new Map(), records: new Map(), telemetry: new Map() };
    for (const { id, number } of list.runs) {
      const document = intact.call('showRun', { run: id });
      if (document === null) throw new Error(`run ${id} was not stored`);
      answers.documents.set(number, document);
      answers.telemetry.set(id, intact.call('readTelemetry', { runId: id }));
      for (const { id: stepId } of document.run.plan.steps) {
        answers.records.set(`${id} ${stepId}`, intact.call('readRecords', { runId: id, stepId }));
      }
    }
    intact.service.close();
    this.answers = answers;
  }

  get path(): string {
    return join(this.#directory, 'inferneo-bench.sqlite');
  }

  /**
   * Damages the database in one way out of many, by chance.
   *
   * @returns what was done.
   */
  damage(seed: number): string {
    const random = new SeededRandom(seed);
    const bytes = Buffer.from(this.bytes);
    const kind = random.integer(10);
    const at = (): number => random.integer(bytes.length);
    let done = '';
    if (kind < 4) {
      for (let count = 1 + random.integer(8); count > 0; count -= 1) {
        const offset = at();
        const bit = random.integer(8);
        bytes[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
        done += ` bit ${bit} of ${offset}`;
      }
    } else if (kind < 6) {
      const from = at();
      const length = 1 + random.integer(kind === 4 ? 64 : 6000);
      bytes.subarray(from, from + length).fill(0);
      done = `${length} zeros at ${from}`;
    } else if (kind === 6) {
      const length = at();
      done = `cut to ${length}`;
      writeFileSync(this.path, bytes.subarray(0, length));
      return done;
    }
    writeFileSync(this.path, bytes);
    return kind < 7 ? done : this.#mutate(random);
  }

  /** Changes a stored text or payload without touching the pages. */
  #mutate(random: SeededRandom): string {
    const columns = [
      ['run', 'plan'],
      ['run', 'fingerprint'],
      ['run', 'name'],
      ['run', 'targets'],
      ['run_copy', 'content'],
      ['step', 'id'],
      ['step_result', 'result'],
      ['step_result', 'result'],
      ['step_result', 'grounds'],
      ['step_result', 'listed'],
      ['record_chunk', 'payload'],
      ['sample_chunk', 'payload'],
      ['series', 'metric'],
    ] as const;
    const [table, column] = columns[random.integer(columns.length)] as (typeof columns)[number];
    const database = new Database(this.path);
    database.pragma('synchronous = OFF');
    try {
      const rows = database.prepare<[], number>(`SELECT rowid FROM ${table}`).pluck().all();
      const row = rows[random.integer(rows.length)] ?? 0;
      const value = database.prepare(`SELECT ${column} FROM ${table} WHERE rowid = ?`).pluck().get(row);
      const text = Buffer.from(value as string | Buffer);
      const offset = random.integer(text.length);
      const byte = text[offset] ?? 0;
      // A digit becomes another one: what reads well afterwards is the worst.
      text[offset] = byte >= 0x30 && byte <= 0x39 ? 0x30 + ((byte - 0x2f) % 10) : byte ^ (1 << random.integer(7));
      const changed = typeof value === 'string' ? text.toString() : text;
      database.prepare(`UPDATE OR IGNORE ${table} SET ${column} = ? WHERE rowid = ?`).run(changed, row);
      return `byte ${offset} of ${table}.${column} of row ${row}`;
    } finally {
      database.close();
    }
  }

  /**
   * Asks everything of the damaged database and holds it against what was stored.
   *
   * @returns how it ended: nothing amiss, damage named, or the whole file refused.
   */
  check(seed: number, what: string): 'as stored' | 'named' | 'refused' {
    const service = new OpenedService();
    const opened = service.open(this.#directory, 'read');
    if (opened.type === 'openFailed') {
      expect(opened.failure.reason, what).not.toContain('unforeseen');
      // The first page says what the file is: without it there is nothing to list.
      expect(this.#isFirstPageSound(), `${what}: ${opened.failure.reason}`).toBe(false);
      return 'refused';
    }
    try {
      return this.#checkOpened(service, seed, what);
    } finally {
      service.service.close();
    }
  }

  #isFirstPageSound(): boolean {
    const now = readFileSync(this.path);
    return now.length > this.bytes.length / 4 && now.subarray(0, 4096 * 4).equals(this.bytes.subarray(0, 4096 * 4));
  }

  #checkOpened(service: OpenedService, seed: number, what: string): 'as stored' | 'named' | 'refused' {
    const { list, documents, records, telemetry } = this.answers;
    let isNamed = false;
    const listed = answer(service, what, 'listRuns', page) as Answers['list'] | undefined;
    if (listed === undefined) {
      expect(this.#isFirstPageSound(), `${what}: the list failed`).toBe(false);
      return 'refused';
    }
    for (const expected of list.runs) {
      const found = listed.runs.find(({ number }) => number === expected.number);
      expect(found, `${what}: run ${expected.number} is not listed`).toBeDefined();
      if (found === undefined) continue;
      if (found.damage === undefined) expectSame(found, expected, what);
      else {
        isNamed = true;
        checkListed(found, expected, what);
      }
    }
    if (isNamed) runList(listed.runs, listed.total);
    for (const run of listed.runs) {
      if (!documents.has(run.number)) expect(run.damage, `${what}: a run ${run.number} that never was`).toBeDefined();
    }
    for (const [number, expected] of documents) {
      const document = answer(service, what, 'showRun', { run: String(number) }) as ResultDocument | undefined;
      if (document === undefined) isNamed = true;
      else if (document.run.damage === undefined) expectSame(document, expected, what);
      else {
        isNamed = true;
        checkDamaged(document, expected, what);
        if (seed % rendersEach === 0) {
          runSummary(document);
          renderMarkdown(document);
        }
      }
    }
    // Raw data of one run in turn: the check of all would take most of the time.
    const asked = list.runs[seed % list.runs.length];
    for (const [key, expected] of records) {
      const [runId = '', stepId = ''] = key.split(' ');
      if (runId !== asked?.id) continue;
      const found = answer(service, what, 'readRecords', { runId, stepId });
      if (found === undefined) isNamed = true;
      else expectSame(found, expected, `${what}: records of ${key}`);
    }
    for (const [runId, expected] of telemetry) {
      if (runId !== asked?.id) continue;
      const found = answer(service, what, 'readTelemetry', { runId });
      if (found === undefined) isNamed = true;
      else expectSame(found, expected, `${what}: telemetry of ${runId}`);
    }
    return isNamed ? 'named' : 'as stored';
  }
}

/** As `toEqual`, which takes its time to find what differs. */
function expectSame(found: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(found, expected)) expect(found, what).toEqual(expected);
}

/** An answer; undefined when it was refused with words that name the damage. */
function answer(service: OpenedService, what: string, name: StoreCallName, arguments_: object): unknown {
  const event = service.attempt(name, arguments_ as never);
  if (event.type === 'answer') return event.result;
  const { reason, detail } = event.failure;
  expect(reason, `${what}: ${detail}`).toMatch(/damaged|There is no run with the id/);
  return undefined;
}

/** Each thing that a damaged line shows is what was stored, or it is not shown. */
function checkListed(found: RunSummary, expected: RunSummary, what: string): void {
  if (found.status === 'damaged') return;
  const { damage: _, finishedSteps, ...shown } = found;
  expect(finishedSteps, what).toBeLessThanOrEqual(expected.finishedSteps);
  expect(expected, what).toMatchObject(shown);
}

/** Each step of a damaged run is what was stored, or it is named, failed or counted as broken off. */
function checkDamaged({ run, steps }: ResultDocument, expected: ResultDocument, what: string): void {
  const { damage = [], ...shown } = run;
  expectSame(shown, expected.run, what);
  for (const step of steps) {
    const stored = expected.steps.find(({ id }) => id === step.id);
    expect(stored, `${what}: step ${step.id} never was`).toBeDefined();
    const sentence = damage.find((text) => text.includes(`(${step.id})`));
    if (sentence === undefined || /second copy|which are whole: .* stored\.$/.test(sentence)) {
      expectSame(step, stored, `${what}: ${damage.join(' ')}`);
    } else if (!sentence.endsWith('lack one that is lost.')) {
      expect(step, what).toMatchObject({ interrupted: true, validity: { verdict: 'invalid' } });
    }
  }
  if (steps.length < expected.steps.length) expect(damage.join(' '), what).toMatch(/cannot be|damaged/);
}

function storeRun(service: OpenedService, id: string, levels: readonly number[]): void {
  const run = exampleRun(id, levels);
  service.call('createRun', run);
  const results: StepResult[] = [];
  for (const [index, step] of run.plan.steps.entries()) {
    if (id === 'second' && index === 1) {
      service.call('beginStep', { runId: id, stepId: step.id, index });
      const result = skippedStep(step, 'the level before it failed', gpu);
      service.call('finishStep', { runId: id, result });
    } else results.push(storeStep(service, id, step, results));
  }
  service.call('finishRun', { runId: id, status: 'completed', endedAt });
}

function storeStep(service: OpenedService, runId: string, step: PlannedStep, earlier: StepResult[]): StepResult {
  const { id: stepId, index } = step;
  service.call('beginStep', { runId, stepId, index });
  const startMs = 20_000 * index;
  const requests = oneAfterTheOther(Array.from({ length: 30 }, (_, place) => 50 + ((place * 7) % 13))).map(
    (request) => ({
      startMs: startMs + request.startMs,
      endMs: startMs + request.endMs,
    }),
  );
  const chunks = [chunkOf(requests.slice(0, 20)), chunkOf(requests.slice(20))];
  for (const chunk of chunks) service.call('appendRecords', { runId, stepId, chunk });
  const telemetry = Array.from({ length: 20 }, (_, place) => exampleSample(startMs + 100 * (place + 1)));
  service.call('appendTelemetry', { runId, samples: telemetry });
  const measurement = measurementOf(requests, {
    step,
    chunks,
    telemetry,
    gpu,
    startedAtMs: startMs,
    phases: [{ name: 'measured', fromMs: 0, toMs: 2000 }],
    earlier: [...earlier],
  });
  const result = summarizeStep(measurement);
  const { chunks: _, telemetry: __, earlier: ___, ...account } = measurement;
  const samples = { count: telemetry.length, fromMs: startMs + 100, toMs: startMs + 2000 };
  const grounds = { ...account, samples };
  service.call('finishMeasurement', { runId, stepId, grounds });
  service.call('finishStep', { runId, result, grounds });
  return result;
}
