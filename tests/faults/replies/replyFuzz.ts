import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Redactor } from '../../../core/secrets/Redactor.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { EventTemplate } from '../../../main/runner/targets/openai/EventTemplate.ts';
import { OpenAiReply } from '../../../main/runner/targets/openai/OpenAiReply.ts';
import type { TargetListener } from '../../../main/runner/targets/Target.ts';
import { HttpError } from '../../../main/runner/transport/http/httpFailure.ts';
import { ReplyParser } from '../../../main/runner/transport/http/ReplyParser.ts';
import { chunks, event, goodStream, lastChunk, piece, streamHead } from './HostileServer.ts';

/** A reply as it comes over a socket, and what it answers. */
export interface WireReply {
  bytes: Buffer;
  batchSize: number;
}

const outputTokens = 8;
const recordings = resolve(import.meta.dirname, '../../../../shared/openai');
export const hasRecordings = existsSync(recordings);

function whole(body: string, head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json'): string {
  return `${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const usage = { prompt_tokens: 10, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } };

/** Replies as servers write them: each way of framing, streamed and whole, good and refused. */
export const ownReplies: readonly WireReply[] = [
  goodStream,
  streamHead + chunks(piece('a') + event({ error: { message: 'gone' } }), event('[DONE]')) + lastChunk,
  streamHead + chunks(': waiting\n\n', `event: error\n${event('no model')}`, piece('b')) + lastChunk,
  `HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n\uFEFF${piece('é').replaceAll('\n', '\r\n')}${piece('😀', 'stop')}`,
  whole(JSON.stringify({ choices: [{ index: 0, message: { content: 'a b' }, finish_reason: 'length' }], usage })),
  whole(
    '{"error":{"message":"no such key","type":"x"}}',
    'HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json',
  ),
  `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n${chunks('try ', 'later')}0;x=y\r\nTrailer: z\r\n\r\n`,
  'HTTP/1.1 204 No Content\r\n\r\n',
]
  .map((text) => ({ bytes: Buffer.from(text), batchSize: 1 }))
  .concat({
    bytes: Buffer.from(
      streamHead +
        chunks(
          ...[0, 1, 2].map((index) => event({ choices: [{ index, text: ' t', finish_reason: 'length' }], usage })),
          event('[DONE]'),
        ) +
        lastChunk,
    ),
    batchSize: 3,
  });

/** What real servers sent, framed in chunks of an event each; none where the recordings are absent. */
export function recordedReplies(): WireReply[] {
  if (!hasRecordings) return [];
  const files = readdirSync(recordings).flatMap((server) =>
    readdirSync(join(recordings, server)).map((name) => join(recordings, server, name)),
  );
  return files.flatMap((path) => {
    const [head = '', ...rest] = readFileSync(path, 'utf8').split(/\r?\n\r?\n/);
    if (!head.startsWith('HTTP/1.1') || rest.length === 0) return [];
    const kept = head.split(/\r?\n/).filter((line) => !/^(transfer-encoding|content-length):/i.test(line));
    const body = chunks(...rest.map((part) => `${part}\n\n`));
    return {
      bytes: Buffer.from(`${[...kept, 'transfer-encoding: chunked'].join('\r\n')}\r\n\r\n${body}${lastChunk}`),
      batchSize: 1,
    };
  });
}

const inserts = [
  ...[
    '\n',
    '\r',
    '\n\n',
    '\r\n',
    '\r\n\r\n',
    '\0',
    '"',
    '{',
    '}',
    ']',
    ':',
    'null',
    '-1',
    '1e999',
    '4294967296',
    '\u{1F600}',
  ],
  ...[
    'data: [DONE]\n\n',
    'data: {"error":{}}\n\n',
    'data: {"choices":[{"text":"x"}]}\n\n',
    'data: {\n\n',
    'event: error\n',
  ],
  ...['0\r\n\r\n', 'ffffffffffff\r\n', 'HTTP/1.1 200 OK\r\n\r\n', 'content-length: 3\r\n', '"index":7,', '"usage":{}'],
].map((text) => Buffer.from(text));

/** A reply with up to four places cut out, repeated, flipped, filled in or taken from another reply. */
export function damaged(corpus: readonly WireReply[], random: SeededRandom): WireReply {
  const pick = (count: number): number => Math.min(count - 1, Math.floor(random.uniform() * count));
  const { bytes: original, batchSize } = corpus[pick(corpus.length)] ?? { bytes: Buffer.alloc(0), batchSize: 1 };
  let bytes = original;
  for (let left = pick(5); left > 0; left -= 1) {
    const at = pick(bytes.length + 1);
    const end = Math.min(bytes.length, at + pick(random.uniform() < 0.1 ? bytes.length + 1 : 40));
    const before = bytes.subarray(0, at);
    const other = corpus[pick(corpus.length)]?.bytes ?? bytes;
    const otherAt = pick(other.length);
    const parts = [
      () => [before, bytes.subarray(end)],
      () => [before, bytes.subarray(at, end), bytes.subarray(at, end), bytes.subarray(end)],
      () => [before, Buffer.from([pick(256)]), bytes.subarray(Math.min(bytes.length, at + 1))],
      () => [before, inserts[pick(inserts.length)] ?? before, bytes.subarray(at)],
      () => [before, other.subarray(otherAt, otherAt + pick(400)), bytes.subarray(at)],
      () => [before],
    ][pick(6)];
    if (parts !== undefined) bytes = Buffer.concat(parts());
  }
  return { bytes, batchSize };
}

/** Pieces of the bytes, cut at up to eight places. */
export function split(bytes: Buffer, random: SeededRandom): Buffer[] {
  const cuts = Array.from({ length: 1 + Math.floor(random.uniform() * 8) }, () =>
    Math.floor(random.uniform() * (bytes.length + 1)),
  ).sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
}

/** All that the target's ear is told of a reply that comes in these pieces, without instants; then the connection ends. */
export function told(pieces: readonly Buffer[], batchSize: number): unknown[][] {
  const said: unknown[][] = [];
  const listener: TargetListener = {
    transferred: () => undefined,
    reconnected: () => said.push(['reconnected']),
    content: (_, atMs, ...rest) => said.push(['content', Number.isFinite(atMs), ...rest]),
    usage: (_, ...rest) => said.push(['usage', ...rest]),
    piecesAreNoTokens: () => said.push(['piecesAreNoTokens']),
    output: (_, ...rest) => said.push(['output', ...rest]),
    outputText: (_, ...rest) => said.push(['outputText', ...rest]),
    ended: (_, atMs, ...rest) => said.push(['ended', Number.isFinite(atMs), ...rest]),
    failed: (_, atMs, kind, example) => {
      // What is no HTTP is refused as soon as that is seen, and shows what had come by then.
      said.push(['failed', Number.isFinite(atMs), kind, ...(kind === 'not-http' ? [] : [example])]);
    },
    lost: () => said.push(['lost']),
  };
  const template = new EventTemplate();
  const wantsText = true;
  // As on a connection: whoever gives a reply up hears no more of it.
  const parser: ReplyParser = new ReplyParser({
    onHead: ({ status, contentType }) => reply.onStatus(status, contentType),
    onBody: (body) => reply.onBody(body),
    onEnd: () => reply.onEnd(),
  });
  const clock = { nowMs: () => performance.now() };
  const hangUp = (): void => parser.cancel();
  const asked = { outputTokens, mostPromptTokens: Array.from({ length: batchSize }, () => 4096) };
  const redactor = new Redactor([]);
  const reply = new OpenAiReply({
    request: 0,
    clock,
    listener,
    batchSize,
    asked,
    wantsText,
    redactor,
    template,
    hangUp,
  });
  parser.begin();
  try {
    for (const each of pieces) parser.push(each);
    if (!parser.finish()) reply.onFailure(new HttpError('CONNECTION_ENDED', 'the other side ended the connection'));
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    parser.cancel();
    reply.onFailure(error);
  }
  return said;
}

/**
 * Damages replies in as many ways and reads each in one piece and in several.
 *
 * @throws Error with the seed when a reader throws what it should not, a reply has not exactly one end, something is told
 *   behind it, an instant is no number, or the splits change anything.
 */
export function fuzzReplies(corpus: readonly WireReply[], cases: number, seed: number): void {
  for (let index = 0; index < cases; index += 1) {
    const random = new SeededRandom(seed + index);
    const { bytes, batchSize } = damaged(corpus, random);
    const pieces = split(bytes, random);
    const problem = problemOf(bytes, pieces, batchSize);
    if (problem !== undefined) {
      const shown = JSON.stringify(pieces.map((each) => each.toString('latin1')));
      throw new Error(`seed ${seed + index}: ${problem}\n${shown}`);
    }
  }
}

function problemOf(bytes: Buffer, pieces: readonly Buffer[], batchSize: number): string | undefined {
  let said: string[];
  let saidOfPieces: string[];
  try {
    said = told([bytes], batchSize).map((each) => JSON.stringify(each));
    saidOfPieces = told(pieces, batchSize).map((each) => JSON.stringify(each));
  } catch (error) {
    return `it throws ${error instanceof Error ? error.stack : String(error)}`;
  }
  const ends = said.filter((each) => /^\["(ended|failed)"/.test(each));
  if (ends.length !== 1 || said.at(-1) !== ends[0]) return `it has ${ends.length} ends: ${said.join(' ')}`;
  if (said.some((each) => /^\["(ended|failed|content)",false/.test(each)))
    return `an instant is no number: ${said.join(' ')}`;
  if (said.join(' ') !== saidOfPieces.join(' '))
    return `in one piece ${said.join(' ')}\nin pieces ${saidOfPieces.join(' ')}`;
  return undefined;
}
