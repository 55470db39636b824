import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is planted; milliseconds are those of the server's own books. */
export interface OverloadServerOptions {
  /** What each request costs the one worker. */
  serviceMs: number;
  /** A request that finds so many waiting is refused at once with status 503. Without it all wait. */
  mostWaiting?: number;
  /**
   * After so many answers it gives none any more, and with the next request that comes the process kills itself by
   * SIGKILL: a request is in flight then.
   */
  diesAfterAnswers?: number;
}

/** What the server knows of a request, in the order in which they came. */
export interface ReceivedRequest {
  receivedMs: number;
  isRefused: boolean;
}

/**
 * The process of a server that speaks OpenAI's protocol, whole answers only: run with its options as JSON, it tells its
 * parent its port, and its books whenever it gets a message. An answer goes out when the worker's books say that it is done,
 * so that a timer's lateness makes no queue longer.
 */
const { serviceMs, mostWaiting, diesAfterAnswers } = JSON.parse(process.argv[2] ?? '') as OverloadServerOptions;
const received: ReceivedRequest[] = [];
/** When the worker takes each request that waits for it, in their order. */
const startsMs: number[] = [];
let freeMs = Number.NEGATIVE_INFINITY;
let answers = 0;

const server = createServer((request, response) => {
  void readThrough(request).then(() => {
    if (answers === diesAfterAnswers) process.kill(process.pid, 'SIGKILL');
    const nowMs = performance.now();
    while ((startsMs[0] ?? Number.POSITIVE_INFINITY) <= nowMs) startsMs.shift();
    const isRefused = mostWaiting !== undefined && startsMs.length >= mostWaiting;
    received.push({ receivedMs: nowMs, isRefused });
    if (isRefused) {
      reply(response, 503, { error: { message: `planted: ${startsMs.length} wait already`, code: 503 } });
      return;
    }
    const startMs = Math.max(nowMs, freeMs);
    freeMs = startMs + serviceMs;
    if (startMs > nowMs) startsMs.push(startMs);
    answerAt(freeMs, response);
  });
});

function answerAt(doneMs: number, response: ServerResponse): void {
  const leftMs = doneMs - performance.now();
  // A timer may fire a fraction of a millisecond before its instant.
  if (leftMs > 0.2) {
    setTimeout(() => answerAt(doneMs, response), leftMs);
    return;
  }
  if (answers === diesAfterAnswers) return;
  answers += 1;
  const message = { role: 'assistant', content: ` word${answers}` };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  reply(response, 200, { choices: [{ index: 0, message, finish_reason: 'length' }], usage });
}

function reply(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

async function readThrough(request: IncomingMessage): Promise<void> {
  request.resume();
  await new Promise((resolve) => request.once('end', resolve));
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => process.send?.(received));
process.on('disconnect', () => process.exit(0));
