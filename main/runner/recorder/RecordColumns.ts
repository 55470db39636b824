/** One row a request, one typed array a column; the columns are those of a record chunk that a request itself fills. */
export class RecordColumns {
  intendedStartMs = new Float64Array(0);
  actualStartMs = new Float64Array(0);
  firstTokenMs = new Float64Array(0);
  endMs = new Float64Array(0);
  inputTokens = new Uint32Array(0);
  outputTokens = new Uint32Array(0);
  sentBytes = new Uint32Array(0);
  receivedBytes = new Uint32Array(0);
  contentEvents = new Uint32Array(0);
  multiTokenEvents = new Uint32Array(0);
  outcome = new Uint8Array(0);
  phase = new Uint8Array(0);
  errorKind = new Uint16Array(0);
  gapCount = new Uint32Array(0);
  trafficClass = new Uint8Array(0);

  constructor(capacity: number) {
    this.#resize(Math.max(1, capacity));
  }

  get capacity(): number {
    return this.outcome.length;
  }

  /** Makes room for `rows` rows, at least doubling, so that growth costs little however long a step lasts. */
  reserve(rows: number): void {
    if (rows > this.capacity) this.#resize(Math.max(rows, this.capacity * 2));
  }

  /** A row of which nothing is known yet: no instants, nothing received. */
  clearRow(row: number): void {
    this.intendedStartMs[row] = Number.NaN;
    this.actualStartMs[row] = Number.NaN;
    this.firstTokenMs[row] = Number.NaN;
    this.endMs[row] = Number.NaN;
    this.inputTokens[row] = 0;
    this.outputTokens[row] = 0;
    this.sentBytes[row] = 0;
    this.receivedBytes[row] = 0;
    this.contentEvents[row] = 0;
    this.multiTokenEvents[row] = 0;
    this.outcome[row] = 0;
    this.phase[row] = 0;
    this.errorKind[row] = 0;
    this.gapCount[row] = 0;
    this.trafficClass[row] = 0;
  }

  /** Copies a row of other columns over a row of these. */
  copyRow(from: RecordColumns, fromRow: number, toRow: number): void {
    this.intendedStartMs[toRow] = from.intendedStartMs[fromRow] ?? Number.NaN;
    this.actualStartMs[toRow] = from.actualStartMs[fromRow] ?? Number.NaN;
    this.firstTokenMs[toRow] = from.firstTokenMs[fromRow] ?? Number.NaN;
    this.endMs[toRow] = from.endMs[fromRow] ?? Number.NaN;
    this.inputTokens[toRow] = from.inputTokens[fromRow] ?? 0;
    this.outputTokens[toRow] = from.outputTokens[fromRow] ?? 0;
    this.sentBytes[toRow] = from.sentBytes[fromRow] ?? 0;
    this.receivedBytes[toRow] = from.receivedBytes[fromRow] ?? 0;
    this.contentEvents[toRow] = from.contentEvents[fromRow] ?? 0;
    this.multiTokenEvents[toRow] = from.multiTokenEvents[fromRow] ?? 0;
    this.outcome[toRow] = from.outcome[fromRow] ?? 0;
    this.phase[toRow] = from.phase[fromRow] ?? 0;
    this.errorKind[toRow] = from.errorKind[fromRow] ?? 0;
    this.gapCount[toRow] = from.gapCount[fromRow] ?? 0;
    this.trafficClass[toRow] = from.trafficClass[fromRow] ?? 0;
  }

  /** The first `count` rows as columns of their own. */
  first(count: number) {
    return {
      intendedStartMs: this.intendedStartMs.slice(0, count),
      actualStartMs: this.actualStartMs.slice(0, count),
      firstTokenMs: this.firstTokenMs.slice(0, count),
      endMs: this.endMs.slice(0, count),
      inputTokens: this.inputTokens.slice(0, count),
      outputTokens: this.outputTokens.slice(0, count),
      sentBytes: this.sentBytes.slice(0, count),
      receivedBytes: this.receivedBytes.slice(0, count),
      contentEvents: this.contentEvents.slice(0, count),
      multiTokenEvents: this.multiTokenEvents.slice(0, count),
      outcome: this.outcome.slice(0, count),
      phase: this.phase.slice(0, count),
      errorKind: this.errorKind.slice(0, count),
      gapCount: this.gapCount.slice(0, count),
      trafficClass: this.trafficClass.slice(0, count),
    };
  }

  #resize(capacity: number): void {
    this.intendedStartMs = withCapacity(this.intendedStartMs, new Float64Array(capacity));
    this.actualStartMs = withCapacity(this.actualStartMs, new Float64Array(capacity));
    this.firstTokenMs = withCapacity(this.firstTokenMs, new Float64Array(capacity));
    this.endMs = withCapacity(this.endMs, new Float64Array(capacity));
    this.inputTokens = withCapacity(this.inputTokens, new Uint32Array(capacity));
    this.outputTokens = withCapacity(this.outputTokens, new Uint32Array(capacity));
    this.sentBytes = withCapacity(this.sentBytes, new Uint32Array(capacity));
    this.receivedBytes = withCapacity(this.receivedBytes, new Uint32Array(capacity));
    this.contentEvents = withCapacity(this.contentEvents, new Uint32Array(capacity));
    this.multiTokenEvents = withCapacity(this.multiTokenEvents, new Uint32Array(capacity));
    this.outcome = withCapacity(this.outcome, new Uint8Array(capacity));
    this.phase = withCapacity(this.phase, new Uint8Array(capacity));
    this.errorKind = withCapacity(this.errorKind, new Uint16Array(capacity));
    this.gapCount = withCapacity(this.gapCount, new Uint32Array(capacity));
    this.trafficClass = withCapacity(this.trafficClass, new Uint8Array(capacity));
  }
}

function withCapacity<Column extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(
  old: Column,
  bigger: Column,
): Column {
  bigger.set(old);
  return bigger;
}
