/** What a field of a recording can be. */
export type TraceRole = 'time' | 'promptTokens' | 'outputTokens';

/** How numbers of a time field are to be read; dates are read as such. */
export type TraceTimeUnit = 'seconds' | 'milliseconds';

/**
 * Names under which published recordings have their fields, without case and punctuation: the Azure LLM inference traces
 * of 2023 and 2024 (TIMESTAMP, ContextTokens, GeneratedTokens), BurstGPT (Timestamp, Request tokens, Response tokens),
 * Mooncake (timestamp, input_length, output_length) and what reads or writes it (input_tokens, output_tokens), Vidur
 * (arrived_at, num_prefill_tokens, num_decode_tokens).
 */
const roles: ReadonlyMap<string, TraceRole> = new Map<string, TraceRole>([
  ...['timestamp', 'timestampms', 'timestampseconds', 'arrivedat', 'atms'].map((name): [string, TraceRole] => [
    name,
    'time',
  ]),
  ...['contexttokens', 'requesttokens', 'inputlength', 'inputtokens', 'prompttokens', 'numprefilltokens'].map(
    (name): [string, TraceRole] => [name, 'promptTokens'],
  ),
  ...['generatedtokens', 'responsetokens', 'outputlength', 'outputtokens', 'completiontokens', 'numdecodetokens'].map(
    (name): [string, TraceRole] => [name, 'outputTokens'],
  ),
]);

/** What to write, for messages. */
export const traceFieldAdvice =
  'Name the time timestamp (seconds in CSV, milliseconds in JSON lines, or a date), timestamp_ms or timestamp_seconds, and the lengths prompt_tokens and output_tokens, or as Azure, BurstGPT, Mooncake or Vidur traces have them.';

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

export function traceRole(name: string): TraceRole | undefined {
  return roles.get(plain(name));
}

/** BurstGPT and Vidur count seconds, Mooncake milliseconds; a name that ends in its unit says so itself. */
export function traceTimeUnit(name: string, format: 'csv' | 'jsonLines'): TraceTimeUnit {
  const known = plain(name);
  if (known.endsWith('ms')) return 'milliseconds';
  if (known === 'timestampseconds' || known === 'arrivedat') return 'seconds';
  return format === 'csv' ? 'seconds' : 'milliseconds';
}
