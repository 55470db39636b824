import autocannon from 'autocannon';
import { CpuWatch } from './CpuWatch.ts';
import type { LoadResult, PeerLoad } from './PeerRequest.ts';

/** autocannon with one request at a time on each connection, as the closed loop has. */
export async function autocannonPeer(load: PeerLoad): Promise<LoadResult> {
  const options = {
    url: `${load.url}${load.path}`,
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    body: load.body,
    connections: load.concurrency,
    pipelining: 1,
  };
  await autocannon({ ...options, duration: load.warmupMs / 1000 });
  const cpu = new CpuWatch();
  const result = await autocannon({ ...options, duration: load.durationMs / 1000 });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals and ${result.errors} errors`);
  return {
    requests: result.requests.total,
    requestsPerSecond: result.requests.total / result.duration,
    clientCpuMs: cpu.elapsedMs,
  };
}
