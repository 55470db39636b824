/** Rows of numbers kept as columns that grow by doubling; NaN where a row has no value. */
export class ColumnTable<Name extends string> {
  readonly names: readonly Name[];
  count = 0;
  private readonly columns: Map<Name, Float64Array>;

  constructor(names: readonly Name[], capacity = 256) {
    this.names = names;
    this.columns = new Map(names.map((name) => [name, new Float64Array(capacity)]));
  }

  /** Appends a row; names that are left out become NaN. */
  push(row: Partial<Record<Name, number>>): void {
    for (const name of this.names) {
      let column = this.column(name);
      if (this.count === column.length) {
        const larger = new Float64Array(column.length * 2);
        larger.set(column);
        this.columns.set(name, larger);
        column = larger;
      }
      column[this.count] = row[name] ?? Number.NaN;
    }
    this.count += 1;
  }

  /** The whole column, of which the first `count` values count. */
  column(name: Name): Float64Array {
    const column = this.columns.get(name);
    if (column === undefined) {
      throw new Error(`this table has no column ${name}`);
    }
    return column;
  }

  /** Value of a row, or undefined where there is none. */
  value(name: Name, row: number): number | undefined {
    if (row < 0 || row >= this.count) {
      return undefined;
    }
    const value = this.column(name)[row];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  /** Largest value of a column; undefined while it has none. */
  highest(name: Name): number | undefined {
    const column = this.column(name);
    let highest: number | undefined;
    for (let row = 0; row < this.count; row += 1) {
      const value = column[row] ?? Number.NaN;
      if (highest === undefined ? !Number.isNaN(value) : value > highest) {
        highest = value;
      }
    }
    return highest;
  }

  /** Row with the largest `name` that is at most `at`, in a table whose rows ascend in `name`; -1 before the first. */
  rowAt(name: Name, at: number): number {
    const column = this.column(name);
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((column[middle] ?? 0) <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
