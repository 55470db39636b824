import type { ErrorKind } from '../../../core/contract/RecordChunk.ts';

/** Kinds kept apart. A peer that invents a new kind with every reply fills one more, named `other`, and no memory. */
const maximumKinds = 200;
const otherKind = 'other';

/** The kinds of failure seen in a step, each with its first example as it was said. */
export class ErrorKinds {
  readonly #kinds: ErrorKind[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #onNew: (kind: ErrorKind) => void;

  /** @param onNew told of each kind when it is first seen. */
  constructor(onNew: (kind: ErrorKind) => void) {
    this.#onNew = onNew;
  }

  get list(): ErrorKind[] {
    return [...this.#kinds];
  }

  /** The number of a kind in records: its index in {@link list} plus 1. */
  numberOf(kind: string, example: string): number {
    const known = this.#numbers.get(kind);
    if (known !== undefined) return known;
    if (this.#kinds.length >= maximumKinds && kind !== otherKind)
      return this.numberOf(otherKind, `${kind}: ${example}`);
    const added: ErrorKind = { kind, example };
    const number = this.#kinds.push(added);
    this.#numbers.set(kind, number);
    this.#onNew(added);
    return number;
  }
}
