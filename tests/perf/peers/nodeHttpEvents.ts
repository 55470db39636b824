import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { CpuWatch } from './CpuWatch.ts';
import type { PeerRequest, PeerResults } from './PeerRequest.ts';

/** Event streams as most clients read them: `node:http`, text split at blank lines, `JSON.parse`. */
export async function nodeHttpEvents(
  load: Extract<PeerRequest, { kind: 'nodeHttpEvents' }>,
): Promise<PeerResults['nodeHttpEvents']> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const runFor = async (durationMs: number): Promise<number> => {
    let events = 0;
    const endAtMs = performance.now() + durationMs;
    while (performance.now() < endAtMs) events += await readStream(load, agent);
    return events;
  };
  await runFor(load.warmupMs);
  const cpu = new CpuWatch();
  const startedMs = performance.now();
  const events = await runFor(load.durationMs);
  const seconds = (performance.now() - startedMs) / 1000;
  agent.destroy();
  return { events, eventsPerSecond: events / seconds, clientCpuMs: cpu.elapsedMs };
}

/** Returns how many events had content. */
async function readStream({ url, path, body }: { url: string; path: string; body: string }, agent: Agent) {
  const sent = request(`${url}${path}`, { method: 'POST', agent, headers: { 'content-type': 'application/json' } });
  sent.end(body);
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  reply.setEncoding('utf8');
  let rest = '';
  let events = 0;
  reply.on('data', (piece: string) => {
    rest += piece;
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.slice('data: '.length);
      if (data === '[DONE]') continue;
      const { choices } = JSON.parse(data) as { choices: { delta: { content?: string | null } }[] };
      if (choices[0]?.delta.content) events += 1;
    }
  });
  await once(reply, 'end');
  return events;
}
