import type { Socket } from 'node:net';
import type { ClientLimits } from '../clientLimits.ts';
import type { MemoryBudget } from '../GatheredBytes.ts';
import { ApiError } from '../openai/CompletionDocuments.ts';
import type { RequestGate } from '../RequestGate.ts';
import type { DelayLine } from './DelayLine.ts';
import { type NullAnswer, NullRequestReader, nullAnswer, refusal } from './nullAnswer.ts';

/** What the connections of one server have in common. */
export interface NullSurroundings {
  line: DelayLine;
  gate: RequestGate;
  budget: MemoryBudget;
  limits: ClientLimits;
}

/** Answers that wait for their time on one connection: a client that sends more before is not read until some are out. */
const mostWaiting = 64;
/** Answers that wait for their time on all of them; also those of clients that have gone. */
const mostWaitingInAll = 1_000_000;

/** What a connection is at: its limits of time go by it. */
type Pursuit = 'idle' | 'sends' | 'waits' | 'takes' | 'leaves';

/** One client of a server without an engine. Each of its requests gets one answer, in order, or the connection ends. */
export class NullConnection {
  readonly #socket: Socket;
  readonly #surroundings: NullSurroundings;
  readonly #reader: NullRequestReader;
  #waiting = 0;
  /** Written, and not taken by the client. */
  readonly #untaken: NullAnswer[] = [];
  #written = 0;
  #isPaused = false;
  /** The last request was read: nothing after it is. */
  #isOver = false;
  /** What the last look found, and since when. */
  #seen: { pursuit: Pursuit; written: number; sinceMs: number } | undefined;

  constructor(socket: Socket, surroundings: NullSurroundings) {
    this.#socket = socket;
    this.#surroundings = surroundings;
    this.#reader = new NullRequestReader(surroundings.budget);
    socket.on('data', (piece: Buffer) => {
      if (this.#isOver) return;
      if (this.#reader.push(piece)) this.#answer();
      else this.#refuse(new ApiError(503, 'Other requests take all the memory. Try again later.'));
    });
    socket.on('drain', () => {
      this.#releaseTaken();
      this.#goOn();
    });
    socket.on('close', () => {
      this.#isOver = true;
      this.#reader.clear();
      this.#releaseAll();
    });
    // The client is gone, and there is nobody to tell.
    socket.on('error', () => socket.destroy());
  }

  /**
   * Looks at what the client is at, and ends a connection that has been at it for too long.
   *
   * @param nowMs by the clock of every other look.
   */
  look(nowMs: number): void {
    this.#releaseTaken();
    const pursuit = this.#pursuit();
    const seen = this.#seen;
    if (seen?.pursuit !== pursuit || seen.written !== this.#written) {
      this.#seen = { pursuit, written: this.#written, sinceMs: nowMs };
      return;
    }
    const { idleMs, requestMs, takeMs } = this.#surroundings.limits;
    const forMs = nowMs - seen.sinceMs;
    if (pursuit === 'idle' && forMs >= idleMs) this.#end();
    else if (pursuit === 'sends' && forMs >= requestMs) {
      this.#refuse(new ApiError(408, `The request did not come whole within ${requestMs / 1000} s`));
    } else if ((pursuit === 'takes' || pursuit === 'leaves') && forMs >= takeMs) this.#socket.destroy();
  }

  #pursuit(): Pursuit {
    if (this.#socket.writableLength > 0) return 'takes';
    if (this.#waiting > 0) return 'waits';
    if (this.#isOver) return 'leaves';
    return this.#reader.isWithin ? 'sends' : 'idle';
  }

  #answer(): void {
    const { gate, line } = this.#surroundings;
    while (!this.#isOver) {
      if (this.#waiting >= mostWaiting || this.#socket.writableNeedDrain) {
        this.#isPaused = true;
        this.#socket.pause();
        return;
      }
      const request = this.#reader.next();
      if (request === undefined) return;
      if (request instanceof ApiError) {
        this.#refuse(request);
        return;
      }
      const foreign = gate.refusalOf(request.head);
      if (line.waiting >= mostWaitingInAll) this.#refuse(new ApiError(503, 'Too many wait. Try again later.'));
      else this.#put(foreign === undefined ? nullAnswer(request) : refusal(foreign), request.head.isLast);
    }
  }

  /** What comes after a refusal cannot be read. */
  #refuse(error: ApiError): void {
    this.#put(refusal(error), true);
  }

  #put(answer: NullAnswer, isLast: boolean): void {
    if (isLast) {
      this.#isOver = true;
      this.#reader.clear();
    }
    this.#waiting += 1;
    answer.hold();
    this.#surroundings.line.put(() => {
      this.#waiting -= 1;
      this.#written += 1;
      if (!this.#socket.writable) {
        answer.release();
        return;
      }
      this.#socket.write(answer.bytes);
      if (this.#socket.writableLength === 0) answer.release();
      else this.#untaken.push(answer);
      if (isLast) this.#end();
      else if (this.#isPaused) this.#goOn();
    });
  }

  #releaseTaken(): void {
    if (this.#socket.writableLength === 0) this.#releaseAll();
  }

  #releaseAll(): void {
    for (const answer of this.#untaken.splice(0)) answer.release();
  }

  #goOn(): void {
    if (!this.#isPaused || this.#socket.writableNeedDrain) return;
    this.#isPaused = false;
    this.#answer();
    if (!this.#isPaused) this.#socket.resume();
  }

  /** Says that nothing more comes. What the client still sends is read and dropped, lest it lose the answer to a reset. */
  #end(): void {
    this.#isOver = true;
    this.#socket.end();
    if (this.#isPaused) this.#socket.resume();
  }
}
