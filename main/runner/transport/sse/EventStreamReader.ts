import { KeptBytes } from '../KeptBytes.ts';

const lineFeed = 10;
const carriageReturn = 13;
const colon = 58;
const space = 32;
const dataName = Buffer.from('data');
const byteOrderMark = '\uFEFF';

interface EventStreamListener {
  /** One event: its data lines joined by line feeds, and its type, `message` unless the server names one. */
  onEvent(data: string, type: string): void;
  /** A line or an event grew beyond the limit; the rest of the stream is not read. */
  onTooLarge(): void;
}

/**
 * Reads server-sent events (WHATWG HTML, 9.2.6) from bytes as they come: any split into pieces gives the same events.
 * Ends of lines are bytes of their own in UTF-8, so text is only decoded line by line and a character that a split cuts
 * is whole again; bytes that are no UTF-8 become U+FFFD. An event that its blank line does not end is not told. A reader
 * belongs to one stream: whoever hears of an event may end it, and nothing of what it is still walking through is told.
 */
export class EventStreamReader {
  readonly #listener: EventStreamListener;
  readonly #maximumBytes: number;
  /** Of a line whose end has not come. */
  readonly #rest = new KeptBytes();
  #data: string | undefined;
  #dataBytes = 0;
  #type = 'message';
  #isFirstLine = true;
  #afterReturn = false;
  #isOver = false;

  /** @param maximumBytes of one line, and of the data of one event. */
  constructor(maximumBytes: number, listener: EventStreamListener) {
    this.#maximumBytes = maximumBytes;
    this.#listener = listener;
  }

  /** Nothing more is told, not even of the piece that is being read. */
  end(): void {
    this.#isOver = true;
  }

  push(piece: Buffer): void {
    let lineStart = 0;
    // The second half of a CRLF that a split cut ends no line of its own.
    if (this.#afterReturn && piece.length > 0) {
      this.#afterReturn = false;
      if (piece[0] === lineFeed) lineStart = 1;
    }
    let returnAt = piece.indexOf(carriageReturn, lineStart);
    while (!this.#isOver) {
      const feedAt = piece.indexOf(lineFeed, lineStart);
      if (returnAt >= 0 && (feedAt < 0 || returnAt < feedAt)) {
        this.#endLine(piece, lineStart, returnAt);
        lineStart = feedAt === returnAt + 1 ? feedAt + 1 : returnAt + 1;
        this.#afterReturn = lineStart === piece.length && feedAt < 0;
        returnAt = piece.indexOf(carriageReturn, lineStart);
      } else if (feedAt >= 0) {
        this.#endLine(piece, lineStart, feedAt);
        lineStart = feedAt + 1;
      } else break;
    }
    if (!this.#isOver) this.#keep(piece, lineStart, piece.length);
  }

  #endLine(piece: Buffer, start: number, end: number): void {
    if (this.#rest.length === 0) {
      if (end - start > this.#maximumBytes) this.#giveUp();
      else this.#onLine(piece, start, end);
      return;
    }
    this.#keep(piece, start, end);
    const line = this.#rest.bytes;
    this.#rest.clear();
    if (!this.#isOver) this.#onLine(line, 0, line.length);
  }

  #keep(piece: Buffer, start: number, end: number): void {
    if (this.#rest.length + end - start > this.#maximumBytes) this.#giveUp();
    else this.#rest.append(piece, start, end);
  }

  #onLine(bytes: Buffer, start: number, end: number): void {
    let from = start;
    if (this.#isFirstLine) {
      this.#isFirstLine = false;
      if (bytes.toString('utf8', start, Math.min(end, start + 3)) === byteOrderMark) from += 3;
    }
    if (from === end) {
      this.#endEvent();
      return;
    }
    if (bytes[from] === colon) return;
    let nameEnd = from;
    while (nameEnd < end && bytes[nameEnd] !== colon) nameEnd += 1;
    let valueStart = Math.min(end, nameEnd + 1);
    if (valueStart < end && bytes[valueStart] === space) valueStart += 1;
    if (isData(bytes, from, nameEnd)) {
      this.#dataBytes += end - valueStart + 1;
      if (this.#dataBytes > this.#maximumBytes + 1) {
        this.#giveUp();
        return;
      }
      const value = bytes.toString('utf8', valueStart, end);
      this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    } else if (bytes.toString('latin1', from, Math.min(nameEnd, from + 8)) === 'event') {
      this.#type = bytes.toString('utf8', valueStart, end);
    }
  }

  #endEvent(): void {
    const data = this.#data;
    const type = this.#type === '' ? 'message' : this.#type;
    this.#data = undefined;
    this.#dataBytes = 0;
    this.#type = 'message';
    if (data !== undefined) this.#listener.onEvent(data, type);
  }

  #giveUp(): void {
    this.#isOver = true;
    this.#listener.onTooLarge();
  }
}

/** By its bytes: it is the name of nearly every line, and making a text of each costs more than reading it. */
function isData(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== dataName.length) return false;
  for (let at = 0; at < dataName.length; at += 1) if (bytes[start + at] !== dataName[at]) return false;
  return true;
}
