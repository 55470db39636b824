/**
 * Requests in flight at most where nothing else is set: each takes a connection, and systems commonly allow a program
 * 1,024 open files before it asks for more.
 */
const fallbackMaxInFlight = 1000;

/** How an open loop's requests come, as far as the user left it open: evenly, and with a bound on what is in flight. */
export function openLoopDefaults({
  arrival = 'constant',
  maxInFlight = fallbackMaxInFlight,
}: {
  arrival?: string | undefined;
  maxInFlight?: number | undefined;
}): { arrival: string; maxInFlight: number } {
  return { arrival, maxInFlight };
}
