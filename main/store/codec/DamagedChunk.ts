/** Stored bytes that are not what was written. The message says how that was noticed; the caller adds whose they are. */
export class DamagedChunk extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DamagedChunk';
  }
}
