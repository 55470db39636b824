/** From where a latency counts, which always stands with it: queueing in the client is part of it only in an open loop. */
export function latencyOrigin(loop: 'open' | 'closed'): string {
  return loop === 'open' ? 'from intended start' : 'from send, closed loop';
}
