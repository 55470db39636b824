import type { Failure } from '../contract/WorkerMessages.ts';
import { type ArrivalPattern, constantArrivals, gammaArrivals, poissonArrivals } from './arrivalPatterns.ts';

/** A pattern of arrivals as a user writes it: the one list that parsing, help and messages are made of. */
interface ArrivalKind {
  readonly name: string;
  /** As it is written, such as `gamma:CV`. */
  readonly syntax: string;
  /** One line for help and forms. */
  readonly meaning: string;
  /** Smallest and largest number after the colon; absent when nothing may stand there. */
  readonly range?: readonly [least: number, most: number];
  /** What the number after the colon is, for messages. */
  readonly argument?: string;
  make(argument: number): ArrivalPattern;
}

export const arrivalKinds: readonly ArrivalKind[] = [
  {
    name: 'constant',
    syntax: 'constant',
    meaning: 'one request every 1/rate seconds',
    make: () => constantArrivals,
  },
  {
    name: 'poisson',
    syntax: 'poisson',
    meaning: 'independent users: exponential gaps',
    make: () => poissonArrivals,
  },
  {
    name: 'gamma',
    syntax: 'gamma:CV',
    meaning: 'gamma gaps with this coefficient of variation: below 1 more even than poisson, above 1 in bursts',
    // Below 0.05 nothing distinguishes it from constant; above 10 most gaps are zero and a rate takes hours to settle.
    range: [0.05, 10],
    argument: 'coefficient of variation',
    make: gammaArrivals,
  },
];

const known = arrivalKinds.map((kind) => kind.syntax).join(', ');

/** Quotes a user's text for a message, cut where it is long. */
const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Reads `constant`, `poisson` or `gamma:CV`; the failure names the field `arrival`, its value and what to write. */
export function parseArrival(text: string): { arrival: ArrivalPattern } | { failure: Failure } {
  const [name = '', ...rest] = text.trim().split(':');
  const argument = rest.join(':');
  const kind = arrivalKinds.find((candidate) => candidate.name === name.toLowerCase());
  const fail = (why: string, remedy: string) => ({ failure: { reason: `arrival is ${quoted(text)}: ${why}`, remedy } });
  if (kind === undefined) return fail('no such pattern', `Give one of ${known}.`);
  if (kind.range === undefined) {
    if (rest.length > 0) return fail(`${kind.name} takes no number`, `Write ${kind.syntax}.`);
    return { arrival: kind.make(0) };
  }
  const [least, most] = kind.range;
  const value = /^\d*\.?\d+$/.test(argument) ? Number(argument) : Number.NaN;
  if (!(value >= least && value <= most)) {
    return fail(
      rest.length === 0
        ? `it lacks its ${kind.argument}`
        : `its ${kind.argument} is not a number from ${least} to ${most}`,
      `Write ${kind.syntax} with a number from ${least} to ${most}, such as ${kind.name}:2.`,
    );
  }
  return { arrival: kind.make(value) };
}
