import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { Trace } from '../../../core/schedule/trace/TraceColumns.ts';
import { TraceReader, type TraceReaderOptions } from '../../../core/schedule/trace/TraceReader.ts';

function outcome(text: string, options?: TraceReaderOptions, pieceLength = text.length + 1) {
  const reader = new TraceReader(options);
  for (let from = 0; from < text.length; from += pieceLength) {
    const failure = reader.push(text.slice(from, from + pieceLength));
    if (failure !== undefined) expect(reader.end()).toEqual({ failure });
  }
  return reader.end();
}

function read(text: string, options?: TraceReaderOptions): Trace {
  const result = outcome(text, options);
  if ('failure' in result) throw new Error(result.failure.reason);
  return result.trace;
}

function refused(text: string): Failure {
  const result = outcome(text);
  if (!('failure' in result)) throw new Error('it was read');
  return result.failure;
}

const columns = ({ instantsMs, promptTokens, outputTokens }: Trace) => ({
  at: [...instantsMs].map((instant) => Math.round(instant * 1000) / 1000),
  prompt: promptTokens && [...promptTokens],
  output: outputTokens && [...outputTokens],
});

describe('a recording of traffic', () => {
  it('is read as the Azure LLM inference traces are written, to the microsecond', () => {
    const trace = read(
      'TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 23:59:59.9799600,4808,10\r\n2023-11-17 00:00:00.0319600,3180,8\r\n',
    );
    expect(columns(trace)).toEqual({ at: [0, 52], prompt: [4808, 3180], output: [10, 8] });
    expect(trace.notes).toEqual([]);
    const zoned = read(
      'TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-10 00:00:00.009930+00:00,5,6\n2024-05-10T02:00:01+02:00,7,8\n',
    );
    expect(columns(zoned).at).toEqual([0, 990.07]);
  });

  it('is read as BurstGPT is written: seconds, more columns than are needed, failed requests left out', () => {
    const trace = read(
      [
        'Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type',
        '5,,1.5,ChatGPT,472,18,490,Conversation log',
        '45,a,2,"GPT-4, ""turbo""",1087,230,1317,Conversation log',
        '46,,0,ChatGPT,0,0,0,Conversation log',
        '118,,1,GPT-4,417,276,693,API log',
      ].join('\n'),
    );
    expect(columns(trace)).toEqual({ at: [0, 40_000, 113_000], prompt: [472, 1087, 417], output: [18, 230, 276] });
    expect(trace.notes).toEqual([
      'Its times ("Timestamp") were read as seconds.',
      '1 requests without prompt or output tokens were left out.',
    ]);
  });

  it('is read as Mooncake is written: JSON lines in milliseconds', () => {
    const trace = read(
      '{"timestamp": 100, "input_length": 40160, "output_length": 6, "hash_ids": [0, 1]}\n\n{"timestamp": 277.5, "input_length": 28, "output_length": 445, "hash_ids": []}\n',
    );
    expect(columns(trace)).toEqual({ at: [0, 177.5], prompt: [40_160, 28], output: [6, 445] });
  });

  it('is read as Vidur traces are written, and with units in the names of fields or from outside', () => {
    expect(columns(read('arrived_at,num_prefill_tokens,num_decode_tokens\n0.0,591,140\n0.125,547,248\n')).at).toEqual([
      0, 125,
    ]);
    expect(columns(read('timestamp_ms\n1\n3\n')).at).toEqual([0, 2]);
    expect(columns(read('{"timestamp_seconds": 1}\n{"timestamp_seconds": 3}\n')).at).toEqual([0, 2000]);
    expect(columns(read('Timestamp\n1\n3\n', { timeUnit: 'milliseconds' })).at).toEqual([0, 2]);
  });

  it('may lack lengths, which is told', () => {
    const trace = read('timestamp,prompt_tokens\n0,5\n1,6\n');
    expect(trace.outputTokens).toBeUndefined();
    expect(trace.notes).toContain('It has no output lengths: every request has that of the step.');
  });

  it('is sorted with a note where it is out of order; requests of one instant stay as they came', () => {
    const trace = read('timestamp,prompt_tokens,output_tokens\n3,1,1\n1,2,2\n3,3,3\n1,4,4\n2,5,5\n');
    expect(columns(trace)).toEqual({
      at: [0, 0, 1000, 2000, 2000],
      prompt: [2, 4, 5, 1, 3],
      output: [2, 4, 5, 1, 3],
    });
    expect(trace.notes.at(-1)).toBe('2 of 5 requests came earlier than the one before them: all were sorted by time.');
  });

  it('is the same in pieces of any size, and what its lines say in any order', () => {
    const request = fc.record({
      atMs: fc.integer({ min: 0, max: 100_000 }),
      prompt: fc.integer({ min: 1, max: 5000 }),
      output: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(
        fc.array(request, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        (requests, pieceLength, asJson, lineEnd) => {
          const lines = asJson
            ? requests.map(({ atMs, prompt, output }) =>
                JSON.stringify({ input_length: prompt, timestamp: atMs, output_length: output }),
              )
            : [
                'output_tokens,x,timestamp_ms,prompt_tokens',
                ...requests.map(({ atMs, prompt, output }) => `${output},y,${atMs},${prompt}`),
              ];
          const sorted = requests
            .map((one, index) => ({ ...one, index }))
            .sort((a, b) => a.atMs - b.atMs || a.index - b.index);
          const result = outcome(lines.join(lineEnd), {}, pieceLength);
          if ('failure' in result) throw new Error(result.failure.reason);
          expect(columns(result.trace)).toEqual({
            at: sorted.map(({ atMs }) => atMs - (sorted[0]?.atMs ?? 0)),
            prompt: sorted.map(({ prompt }) => prompt),
            output: sorted.map(({ output }) => output),
          });
        },
      ),
    );
  });

  it.each([
    ['a,b\n1,2\n', 'line 1 has no field for the time of a request; its fields are a, b', 'Name the time timestamp'],
    ['12,5,6\n13,5,6\n', 'line 1 has no field for the time', 'prompt_tokens and output_tokens'],
    ['timestamp,prompt_tokens\n0,5\n1,five\n', 'line 3, column "prompt_tokens" is "five"', 'a whole number of tokens'],
    ['timestamp,prompt_tokens\n0,5\n1,5.5\n', 'line 3, column "prompt_tokens" is "5.5"', 'a whole number of tokens'],
    ['timestamp,prompt_tokens\n0,5\n1,-5\n', 'line 3, column "prompt_tokens" is "-5"', 'take the line out'],
    ['timestamp,prompt_tokens\n0,5\n1\n', 'line 3, column "prompt_tokens" is missing', 'take the line out'],
    ['timestamp,prompt_tokens\n0,5\n1,99999999999\n', 'is "99999999999"', 'from 0 to 10000000'],
    ['Timestamp\nnoon\n', 'line 2, column "Timestamp" is "noon"', 'Give a number or a date'],
    ['Timestamp\n2023-02-30 10:00:00\n', 'column "Timestamp" is "2023-02-30 10:00:00"', 'Give a number or a date'],
    ['Timestamp\n2023-13-01 10:00:00\n', 'column "Timestamp" is "2023-13-01 10:00:00"', 'Give a number or a date'],
    ['Timestamp\n2023-00-10 10:00:00\n', 'column "Timestamp" is "2023-00-10 10:00:00"', 'Give a number or a date'],
    ['Timestamp\n2023-01-00 10:00:00\n', 'column "Timestamp" is "2023-01-00 10:00:00"', 'Give a number or a date'],
    ['Timestamp\n2023-01-01 24:00:00\n', 'column "Timestamp" is "2023-01-01 24:00:00"', 'Give a number or a date'],
    ['Timestamp\n2023-01-01 10:60:00\n', 'column "Timestamp" is "2023-01-01 10:60:00"', 'Give a number or a date'],
    ['Timestamp\n2023-01-01 10:00:60\n', 'column "Timestamp" is "2023-01-01 10:00:60"', 'Give a number or a date'],
    [
      'Timestamp\n2023-01-01 10:00:00+99:00\n',
      'column "Timestamp" is "2023-01-01 10:00:00+99:00"',
      'Give a number or a date',
    ],
    ['Timestamp\n1\n2023-11-16 10:00:00\n', 'line 3, column "Timestamp"', 'a number, as on the lines before'],
    ['Timestamp\n2023-11-16 10:00:00\n7\n', 'line 3, column "Timestamp" is "7"', 'a date, as on the lines before'],
    ['timestamp,x\n1,"open\n', 'line 2 has a quote that is not closed', 'Close it'],
    ['{"timestamp": 0}\n{"timestamp": \n', 'line 2 is no JSON', 'one object a line'],
    ['{"timestamp": 0}\n5,6\n', 'line 2 is no JSON object', 'one object a line'],
    ['timestamp\n1\n{"timestamp": 2}\n', 'line 3 is a JSON object among lines of CSV', 'one kind'],
    ['{"timestamp": [0]}\n', 'line 1, column "timestamp" is [0]', 'a number or a date'],
    ['{"timestamp": 0, "input_length": 5}\n{"timestamp": 1}\n', 'column "input_length" is missing', 'whole number'],
    ['{"timestamp": 0, "input_length": true}\n', 'column "input_length" is true', 'whole number'],
    ['', 'the trace has no request to send', 'Name the time timestamp'],
    ['timestamp,prompt_tokens\n', 'the trace has no request to send', 'Name the time'],
    ['timestamp,prompt_tokens\n1,0\n', 'no request to send, and 1 without tokens', 'Name the time'],
    [`timestamp,x\n1,${'x'.repeat(1_000_001)}\n`, 'line 2 is longer than 1000000 characters', 'without its text'],
    [`timestamp,x\n1,${'x'.repeat(1_000_001)}`, 'line 2 is longer than 1000000 characters', 'without its text'],
  ])('is refused with line, column, value and remedy: %#', (text, reason, remedy) => {
    const failure = refused(text);
    expect(failure.reason).toContain(reason);
    expect(failure.remedy).toContain(remedy);
  });

  it('never throws, whatever it is given', () => {
    const junk = fc.oneof(
      fc.string({ maxLength: 200, unit: 'binary' }),
      fc.array(fc.constantFrom('timestamp', ',', '\n', '"', '{', '}', ':', '1', '2023-11-16 10:00:00', 'null'), {
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(junk, (text) => {
        expect(outcome(typeof text === 'string' ? text : text.join(''))).toBeTypeOf('object');
      }),
    );
  });

  it('may have a million requests, in the memory of its columns', () => {
    const reader = new TraceReader();
    reader.push('timestamp_ms,prompt_tokens,output_tokens\n');
    for (let block = 0; block < 1000; block += 1) {
      let piece = '';
      for (let line = 0; line < 1000; line += 1) piece += `${block * 1000 + line},100,${line + 1}\n`;
      reader.push(piece);
    }
    const result = reader.end();
    if ('failure' in result) throw new Error(result.failure.reason);
    const { count, instantsMs, outputTokens } = result.trace;
    expect([count, instantsMs.at(-1), outputTokens?.at(-1)]).toEqual([1_000_000, 999_999, 1000]);
    expect(instantsMs.byteLength).toBe(8_000_000);
  });
});
