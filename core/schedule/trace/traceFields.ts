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

/** A time of a recording in milliseconds: of a date since 1970, of a number since whatever it counts from. */
interface TraceTime {
  readonly kind: 'date' | 'number';
  readonly value: number;
}

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const date = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads a number, or a date such as `2023-11-16 18:17:03.9799600` with up to nine decimals, which `Date` would cut to
 * three. A date without a zone is taken as UTC: only differences matter. Undefined for anything else.
 */
export function parseTraceTime(text: string): TraceTime | undefined {
  if (numeric.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? { kind: 'number', value } : undefined;
  }
  const parts = date.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const wholeMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // The 30th of February would become a day of March, the 25th hour one of the day after.
  const isReal =
    month >= 1 && month <= 12 && new Date(wholeMs).getUTCDate() === day && hour <= 23 && minute <= 59 && second <= 59;
  const offsetMs = zoneOffsetMs(parts[8]);
  if (!isReal || offsetMs === undefined) return undefined;
  return { kind: 'date', value: wholeMs - offsetMs + 1000 * Number(`0${parts[7] ?? ''}`) };
}

function zoneOffsetMs(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
