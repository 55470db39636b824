import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server does with memory, in bytes that are touched, and how long an answer takes it. */
export interface MemoryServerOptions {
  latencyMs: number;
  /** Kept for ever after each request. */
  leakBytes: number;
  /** Kept while a request is in flight, and by the server for the next one. */
  heldBytes: number;
}

/**
 * The process of a server that speaks OpenAI's protocol and whose memory is planted: run with its options as JSON, it
 * tells its parent its port.
 */
const { latencyMs, leakBytes, heldBytes } = JSON.parse(process.argv[2] ?? '') as MemoryServerOptions;
const leaked: Buffer[] = [];
const spare: Buffer[] = [];

const server = createServer((request, response) => {
  if (request.url === '/v1/models') {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: [{ id: 'planted' }] }));
    return;
  }
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    const held = spare.pop() ?? Buffer.alloc(heldBytes, 1);
    if (leakBytes > 0) leaked.push(Buffer.alloc(leakBytes, 1));
    setTimeout(() => {
      spare.push(held);
      answer(JSON.parse(body), response);
    }, latencyMs);
  });
});

function answer({ max_tokens, stream }: { max_tokens: number; stream?: boolean }, response: ServerResponse): void {
  const usage = { prompt_tokens: 1, completion_tokens: max_tokens, total_tokens: max_tokens + 1 };
  if (stream !== true) {
    const choices = [
      { index: 0, message: { role: 'assistant', content: ' word'.repeat(max_tokens) }, finish_reason: 'length' },
    ];
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices, usage }));
    return;
  }
  const event = (content: object): string => `data: ${JSON.stringify(content)}\n\n`;
  const token = event({ choices: [{ index: 0, delta: { content: ' word' }, finish_reason: null }] });
  response.setHeader('content-type', 'text/event-stream');
  response.end(
    [
      token.repeat(max_tokens),
      event({ choices: [{ index: 0, delta: {}, finish_reason: 'length' }] }),
      event({ choices: [], usage }),
      'data: [DONE]\n\n',
    ].join(''),
  );
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
