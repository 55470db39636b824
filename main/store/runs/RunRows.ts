import { StoreFailure, saysDamaged } from '../StoreFailure.ts';
import { type Cell, sealOf } from '../seal.ts';
import type { Reads, RunFields, RunRow, Writes } from '../statements.ts';

/** Something read, with what is wrong with how it is stored, a sentence each; undefined when it cannot be read at all. */
export interface Readable<Content> {
  content: Content | undefined;
  damage: string[];
}

/** More runs than anybody has: a damaged number must not make a list without end. */
const mostGuessed = 100_000;

/** The rows of runs: each is stored twice, and what does not match its seal is read from its copy and named. */
export class RunRows {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** The numbers of all runs, newest first. */
  numbers(): number[] {
    const numbers = new Set<number>();
    let isComplete = false;
    for (const statement of this.#reads.runNumbers) {
      // What lies behind a damaged page of one of the three is found by the others.
      const damage = collect(statement.iterate(), (number) => numbers.add(Number(number)));
      isComplete ||= damage === undefined;
    }
    if (!isComplete) this.#addAllGivenOut(numbers);
    return [...numbers].sort((a, b) => b - a);
  }

  fields(number: number): Readable<RunFields> {
    const row = attempt(() => this.#reads.runFields.get(number));
    if ('read' in row && row.read !== undefined) {
      const { seal, ...fields } = row.read;
      if (seal === rowSeal(fields)) return { content: fields, damage: [] };
    }
    return this.#fromCopy(number, 'row', ({ plan: _, fingerprint: __, ...fields }) => fields);
  }

  /** The text of the plan, JSON. */
  plan(number: number): Readable<string> {
    return this.#text(number, 'plan', this.#reads.runPlan);
  }

  /** The text of the fingerprint, JSON. */
  fingerprint(number: number): Readable<string> {
    return this.#text(number, 'fingerprint', this.#reads.runFingerprint);
  }

  /** The whole row; undefined when a part of it cannot be read. */
  whole(number: number): RunRow | undefined {
    const [fields, plan, fingerprint] = [this.fields(number), this.plan(number), this.fingerprint(number)];
    if (fields.content === undefined || plan.content === undefined || fingerprint.content === undefined) {
      return undefined;
    }
    return { ...fields.content, plan: plan.content, fingerprint: fingerprint.content };
  }

  /** The number of the run with an id; undefined when there is none. */
  numberOf(id: string): number | undefined {
    const found = attempt(() => this.#reads.runOfId.get(id));
    if ('read' in found && found.read !== undefined && this.fields(found.read).content?.id === id) return found.read;
    return this.numbers().find((number) => this.fields(number).content?.id === id);
  }

  /** Where no list of the runs can be read to its end: every number that was ever given to one. */
  #addAllGivenOut(numbers: Set<number>): void {
    const last = attempt(() => this.#reads.lastNumber.get());
    const known = 'read' in last && typeof last.read === 'number' ? Math.min(last.read, mostGuessed) : 0;
    for (let number = 1; number <= known; number += 1) numbers.add(number);
    if (known > 0) return;
    throw new StoreFailure({
      reason: `The list of the runs is damaged: ${'damage' in last ? last.damage : 'how many there were is not known'}.`,
      remedy:
        'Take the database from a copy if you have one, or start a run: a fresh one is begun, and this one is kept.',
    });
  }

  #text(number: number, name: 'plan' | 'fingerprint', statement: Reads['runPlan']): Readable<string> {
    const row = attempt(() => statement.get(number));
    if ('read' in row && row.read !== undefined && row.read.seal === sealOf(name, number, row.read.content)) {
      return { content: row.read.content, damage: [] };
    }
    return this.#fromCopy(number, name, (copy) => copy[name]);
  }

  #fromCopy<Content>(number: number, what: string, part: (copy: RunRow) => Content): Readable<Content> {
    const copy = attempt(() => this.#reads.runCopy.get(number));
    const isWhole = 'read' in copy && copy.read?.seal === sealOf('run copy', number, copy.read?.content ?? null);
    return isWhole
      ? {
          content: part(JSON.parse(copy.read?.content ?? '') as RunRow),
          damage: [`The stored ${what} of run #${number} is damaged: it is read from its second copy, which is whole.`],
        }
      : {
          content: undefined,
          damage: [`The stored ${what} of run #${number} is damaged, and so is its second copy.`],
        };
  }
}

/** Writes a run's row, sealed, and its copy; to be called inside a transaction. */
export function writeRow(writes: Writes, row: RunRow): void {
  const { number } = row;
  writes.saveRun.run({
    ...row,
    rowSeal: rowSeal(row),
    planSeal: sealOf('plan', number, row.plan),
    fingerprintSeal: sealOf('fingerprint', number, row.fingerprint),
  });
  const content = JSON.stringify(row);
  writes.copyRun.run({ number, content, seal: sealOf('run copy', number, content) });
}

/** In the order of migration 2. */
function rowSeal(row: RunFields): string {
  return sealOf(
    'run',
    row.number,
    row.id,
    row.name,
    row.startedAt,
    row.endedAt,
    row.status,
    row.reason,
    row.targets,
    row.models,
    row.scenarios,
    row.plannedSteps,
    row.recordsHash,
    row.begunSteps,
    row.finishedSteps,
    row.sampleChunks,
  );
}

/** What was read, or how the database is damaged there. @throws whatever else goes wrong. */
export function attempt<Content>(read: () => Content): { read: Content } | { damage: string } {
  try {
    return { read: read() };
  } catch (error) {
    if (saysDamaged(error)) return { damage: error instanceof Error ? error.message : String(error) };
    throw error;
  }
}

/** Goes through rows until their end, or until a damaged page. @returns how it is damaged. */
export function collect<Row>(rows: Iterable<Row>, take: (row: Row) => void): string | undefined {
  const walked = attempt(() => {
    for (const row of rows) take(row);
  });
  return 'damage' in walked ? walked.damage : undefined;
}

/**
 * A sealed text, when it is what was stored; otherwise how it is damaged, to be read after "is damaged: ".
 *
 * @param whose what the seal names before the content.
 */
export function unsealed(
  read: () => { content: string | null; seal: string | null } | undefined,
  what: string,
  ...whose: readonly Cell[]
): { text: string } | { damage: string; isMissing?: true } {
  const row = attempt(read);
  if ('damage' in row) return row;
  if (row.read === undefined || row.read.content === null) return { damage: 'it is not there', isMissing: true };
  const { content, seal } = row.read;
  const actual = sealOf(what, ...whose, content);
  return seal === actual ? { text: content } : { damage: `its checksum is ${actual}, not ${seal}` };
}

/** Parses a sealed text; one that format 1 stored may have been malformed before it was sealed. */
export function parsed<Content>(
  sealed: { text: string } | { damage: string },
): { content: Content } | { damage: string } {
  if ('damage' in sealed) return sealed;
  try {
    return { content: JSON.parse(sealed.text) as Content };
  } catch (error) {
    return { damage: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
