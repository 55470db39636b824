import type { Failure } from '../../contract/WorkerMessages.ts';
import { csvFields } from './csvFields.ts';
import { type Trace, TraceColumns } from './TraceColumns.ts';
import {
  parseTraceTime,
  type TraceRole,
  type TraceTimeUnit,
  traceFieldAdvice,
  traceRole,
  traceTimeUnit,
} from './traceFields.ts';

export interface TraceReaderOptions {
  /** Of times that are numbers, where the name of the field is wrong about it. */
  timeUnit?: TraceTimeUnit;
}

/** Longest line, in characters: prompts do not belong into a recording of traffic. */
const longestLine = 1_000_000;
/** 160 MB of columns. */
const mostRequests = 10_000_000;
const mostTokens = 10_000_000;

interface Fields {
  format: 'csv' | 'jsonLines';
  /** Names of the fields that are read, and where they stand in a line of CSV. */
  names: Partial<Record<TraceRole, string>>;
  places: Partial<Record<TraceRole, number>>;
  unitMs: number;
}

/**
 * Reads a recording of traffic, CSV with a head or JSON lines, as its text comes: {@link push} takes pieces of any size,
 * {@link end} gives the trace. A line that makes no sense ends it with a failure that names line, column, value and remedy.
 * Requests without prompt or without output tokens, by which BurstGPT marks those that failed, are left out with a note.
 */
export class TraceReader {
  readonly #options: TraceReaderOptions;
  readonly #columns = new TraceColumns();
  #rest = '';
  #line = 0;
  #fields: Fields | undefined;
  #timeKind: 'date' | 'number' | undefined;
  #empty = 0;
  #failure: Failure | undefined;

  constructor(options: TraceReaderOptions = {}) {
    this.#options = options;
  }

  /** Takes the next piece of the text. Once it has answered with a failure there is no more to come. */
  push(text: string): Failure | undefined {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0 && this.#failure === undefined; at = text.indexOf('\n', from)) {
      this.#readLine(this.#rest + text.slice(from, at));
      this.#rest = '';
      from = at + 1;
    }
    if (this.#failure !== undefined) return this.#failure;
    this.#rest += text.slice(from);
    if (this.#rest.length > longestLine) {
      this.#line += 1;
      this.#fail(`is longer than ${longestLine} characters`, 'Give one request a line, without its text.');
    }
    return this.#failure;
  }

  /** The trace of all that was pushed, or why there is none. */
  end(): { trace: Trace } | { failure: Failure } {
    if (this.#failure === undefined && this.#rest !== '') this.#readLine(this.#rest);
    if (this.#failure !== undefined) return { failure: this.#failure };
    const fields = this.#fields;
    if (fields === undefined || this.#columns.count === 0) {
      const left = this.#empty === 0 ? '' : `, and ${this.#empty} without tokens`;
      return { failure: { reason: `the trace has no request to send${left}`, remedy: traceFieldAdvice } };
    }
    return { trace: this.#columns.toTrace(this.#has(fields), this.#notes(fields)) };
  }

  #has({ names }: Fields): { promptTokens: boolean; outputTokens: boolean } {
    return { promptTokens: names.promptTokens !== undefined, outputTokens: names.outputTokens !== undefined };
  }

  #notes({ names, unitMs }: Fields): string[] {
    const unit = unitMs === 1 ? 'milliseconds' : 'seconds';
    const missing = (['promptTokens', 'outputTokens'] as const).filter((role) => names[role] === undefined);
    return [
      ...(this.#timeKind === 'number' ? [`Its times ("${names.time}") were read as ${unit}.`] : []),
      ...missing.map(
        (role) =>
          `It has no ${role === 'promptTokens' ? 'prompt' : 'output'} lengths: every request has that of the step.`,
      ),
      ...(this.#empty === 0 ? [] : [`${this.#empty} requests without prompt or output tokens were left out.`]),
    ];
  }

  #readLine(raw: string): void {
    this.#line += 1;
    const line = (this.#line === 1 ? raw.replace(/^\uFEFF/, '') : raw).trim();
    if (line === '') return;
    if (line.length > longestLine) {
      this.#fail(`is longer than ${longestLine} characters`, 'Give one request a line, without its text.');
      return;
    }
    if (this.#fields === undefined && !line.startsWith('{')) {
      this.#readHead(line);
      return;
    }
    const values = line.startsWith('{') ? this.#jsonValues(line) : this.#csvValues(line);
    if (values === undefined || this.#fields === undefined) return;
    this.#addRequest(values, this.#fields);
  }

  #readHead(line: string): void {
    const names = csvFields(line);
    if (names === 'unclosed') this.#fail('has a quote that is not closed', 'Close it, or leave it out.');
    else
      this.#fields = this.#fieldsOf(
        names.map((name) => name.trim()),
        'csv',
      );
  }

  #fieldsOf(present: readonly string[], format: Fields['format']): Fields | undefined {
    const names: Fields['names'] = {};
    const places: Fields['places'] = {};
    present.forEach((name, place) => {
      const role = traceRole(name);
      if (role === undefined || names[role] !== undefined) return;
      names[role] = name;
      places[role] = place;
    });
    if (names.time === undefined) {
      const found = present.slice(0, 10).join(', ').slice(0, 200);
      this.#fail(`has no field for the time of a request; its fields are ${found}`, traceFieldAdvice);
      return undefined;
    }
    const unit = this.#options.timeUnit ?? traceTimeUnit(names.time, format);
    return { format, names, places, unitMs: unit === 'seconds' ? 1000 : 1 };
  }

  #csvValues(line: string): ((role: TraceRole) => unknown) | undefined {
    const fields = this.#fields;
    const values = csvFields(line);
    if (values === 'unclosed') this.#fail('has a quote that is not closed', 'Close it, or leave it out.');
    else if (fields?.format !== 'csv') this.#fail('is no JSON object', 'Give one object a line: {"timestamp": 0, …}.');
    else return (role) => values[fields.places[role] ?? -1]?.trim();
    return undefined;
  }

  #jsonValues(line: string): ((role: TraceRole) => unknown) | undefined {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#fail(
        'is no JSON',
        'Give one object a line: {"timestamp": 0, "input_length": 100, "output_length": 20}.',
        why,
      );
      return undefined;
    }
    const object = value as Readonly<Record<string, unknown>>;
    this.#fields ??= this.#fieldsOf(Object.keys(object), 'jsonLines');
    const fields = this.#fields;
    if (fields === undefined) return undefined;
    if (fields.format !== 'jsonLines') {
      this.#fail('is a JSON object among lines of CSV', 'Give a file of one kind.');
      return undefined;
    }
    return (role) => (Object.hasOwn(object, fields.names[role] ?? '') ? object[fields.names[role] ?? ''] : undefined);
  }

  #addRequest(read: (role: TraceRole) => unknown, fields: Fields): void {
    const value = read('time');
    // A list of one number would read as that number.
    const time = typeof value === 'string' || typeof value === 'number' ? parseTraceTime(String(value)) : undefined;
    if (time === undefined || (this.#timeKind !== undefined && this.#timeKind !== time.kind)) {
      const kind = this.#timeKind === undefined ? 'a number or a date' : `a ${this.#timeKind}, as on the lines before`;
      this.#refuse(
        'time',
        read,
        `Give ${kind}, such as ${this.#timeKind === 'date' ? '' : '12.5 or '}2023-11-16 18:17:03.97.`,
      );
      return;
    }
    this.#timeKind = time.kind;
    const promptTokens = this.#tokens('promptTokens', read, fields);
    const outputTokens = this.#tokens('outputTokens', read, fields);
    if (promptTokens === undefined || outputTokens === undefined) return;
    if (promptTokens === 0 || outputTokens === 0) {
      this.#empty += 1;
      return;
    }
    if (this.#columns.count === mostRequests) {
      this.#fail(`is the first beyond ${mostRequests} requests`, 'Cut the recording into parts.');
      return;
    }
    this.#columns.add(time.kind === 'date' ? time.value : time.value * fields.unitMs, promptTokens, outputTokens);
  }

  /** Undefined when it was refused; 1 where the recording has no such lengths. */
  #tokens(
    role: 'promptTokens' | 'outputTokens',
    read: (role: TraceRole) => unknown,
    fields: Fields,
  ): number | undefined {
    if (fields.names[role] === undefined) return 1;
    const raw = read(role);
    const text = typeof raw === 'number' ? String(raw) : raw;
    const value = typeof text === 'string' && /^\d+(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value <= mostTokens) return value;
    this.#refuse(role, read, `Give a whole number of tokens from 0 to ${mostTokens}, or take the line out.`);
    return undefined;
  }

  #refuse(role: TraceRole, read: (role: TraceRole) => unknown, remedy: string): void {
    const value = read(role);
    const shown = value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value)).slice(0, 60);
    this.#fail(`column "${this.#fields?.names[role]}" is ${shown}`, remedy);
  }

  #fail(what: string, remedy: string, detail?: string): void {
    this.#failure ??= {
      reason: `the trace’s line ${this.#line}${what.startsWith('column') ? ', ' : ' '}${what}`,
      remedy,
      ...(detail === undefined ? {} : { detail }),
    };
  }
}
