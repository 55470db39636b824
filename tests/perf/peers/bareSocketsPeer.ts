import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { CpuWatch } from './CpuWatch.ts';
import type { PeerRequest, PeerResults } from './PeerRequest.ts';

/** The end of a chunked reply, which no piece of a reply of the servers of these tests has elsewhere. */
const endMark = Buffer.from('\r\n0\r\n\r\n');

/**
 * The least that a client of streamed replies can do: write the same bytes on a kept socket, look for the end of the
 * reply in what comes, begin again. With `firstToken` it also takes the time until that was first seen.
 */
export async function bareSocketsPeer(
  load: Extract<PeerRequest, { kind: 'bareSockets' }>,
): Promise<PeerResults['bareSockets']> {
  const { hostname, port, host } = new URL(load.url);
  const request = Buffer.from(
    `POST ${load.path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(load.body)}\r\n\r\n${load.body}`,
  );
  const marker = load.firstToken === undefined ? undefined : Buffer.from(load.firstToken);
  const firstTokenMs: number[] = [];
  let requests = 0;
  let isMeasured = false;
  let isOver = false;
  const startOne = async () => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    let sentAtMs = 0;
    let waitsForToken = false;
    const send = (): void => {
      sentAtMs = performance.now();
      waitsForToken = marker !== undefined;
      socket.write(request);
    };
    socket.on('data', (piece: Buffer) => {
      if (waitsForToken && marker !== undefined && piece.includes(marker)) {
        waitsForToken = false;
        if (isMeasured) firstTokenMs.push(performance.now() - sentAtMs);
      }
      if (!piece.subarray(-endMark.length).equals(endMark)) return;
      if (isMeasured) requests += 1;
      if (!isOver) send();
    });
    socket.on('error', () => socket.destroy());
    send();
    return socket;
  };
  const sockets = await Promise.all(Array.from({ length: load.concurrency }, startOne));
  await setTimeout(load.warmupMs);
  const cpu = new CpuWatch();
  const startedMs = performance.now();
  isMeasured = true;
  await setTimeout(load.durationMs);
  isMeasured = false;
  isOver = true;
  const seconds = (performance.now() - startedMs) / 1000;
  const clientCpuMs = cpu.elapsedMs;
  for (const socket of sockets) socket.destroy();
  return {
    requests,
    requestsPerSecond: requests / seconds,
    clientCpuMs,
    firstTokenMs: Float64Array.from(firstTokenMs),
  };
}
