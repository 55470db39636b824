import type { ErrorKind, RecordChunk } from '../../../core/contract/RecordChunk.ts';

/** The kinds of failure of several runners as one list. */
export class MergedErrorKinds {
  readonly list: ErrorKind[] = [];

  /** The chunk with its failures pointing into the one list instead of `kinds`, those of the runner that it came from. */
  merge(chunk: RecordChunk, kinds: readonly ErrorKind[]): RecordChunk {
    const numbers = kinds.map((kind) => this.#numberOf(kind));
    return { ...chunk, errorKind: chunk.errorKind.map((number) => (number === 0 ? 0 : (numbers[number - 1] ?? 0))) };
  }

  #numberOf(kind: ErrorKind): number {
    const known = this.list.findIndex((each) => each.kind === kind.kind);
    if (known >= 0) return known + 1;
    return this.list.push(kind);
  }
}
