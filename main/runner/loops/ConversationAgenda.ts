import type { ConversationSchedule, ConversationTurn } from '../../../core/schedule/conversations.ts';
import { DeadlineHeap } from '../clock/DeadlineHeap.ts';
import type { RequestShape } from '../targets/Target.ts';
import { type Agenda, FreePlaces, type LoopWindow } from './Agenda.ts';
import type { LoadShard } from './LoadLoop.ts';
import { PacedLoop, type PacedLoopOptions } from './PacedLoop.ts';

interface ConversationAgendaOptions {
  /** Its times count from the start of the warm-up. */
  conversations: ConversationSchedule;
  /** Turns of a conversation at most. */
  mostTurns: number;
  /** Counted requests to send at most, by all that share the load. */
  requestLimit?: number | undefined;
  /** Which conversations are this loop's, where several share the load. */
  shard?: LoadShard | undefined;
}

/** `trafficClass` of a record is one byte. */
const highestClass = 255;

/**
 * The turns of conversations: the first of each when it begins, every other one when the user has read the answer before and
 * thought about it. A turn that would be due after the measured time is not sent, and a conversation of which a request failed
 * or was dropped goes on no more.
 */
export class ConversationAgenda implements Agenda {
  readonly #options: ConversationAgendaOptions;
  readonly #window: LoopWindow;
  readonly #requestLimit: number;
  /** The first turn of the next conversation of this loop. */
  #beginning: ConversationTurn | undefined;
  /** Of the later turns the one that is due first. */
  #later: ConversationTurn | undefined;
  /** The others by a number of their own: when each is due, and what it is. */
  readonly #due = new DeadlineHeap();
  readonly #numbers = new FreePlaces(Number.POSITIVE_INFINITY);
  readonly #thinking: (ConversationTurn | undefined)[] = [];
  /** By the place that holds it. */
  readonly #inFlight: (ConversationTurn | undefined)[] = [];
  /** Turns in flight after which others may come. */
  #goingOn = 0;
  #counted = 0;

  constructor(options: ConversationAgendaOptions, window: LoopWindow) {
    const { requestLimit = Number.POSITIVE_INFINITY, shard = { index: 0, count: 1 } } = options;
    this.#options = options;
    this.#window = window;
    // Nobody knows beforehand when the others' turns will be: each has its share of the limit.
    this.#requestLimit = Math.ceil((requestLimit - shard.index) / shard.count);
    this.#beginning = this.#nextBeginning();
  }

  get nextMs(): number {
    const next = this.#earlier();
    const nextMs = next === undefined ? Number.POSITIVE_INFINITY : this.#window.startMs + next.atMs;
    return nextMs < this.#window.measuredToMs ? nextMs : Number.POSITIVE_INFINITY;
  }

  get isSpent(): boolean {
    return this.#counted >= this.#requestLimit && this.nextMs >= this.#window.measuredFromMs;
  }

  get mayGrow(): boolean {
    return this.#goingOn > 0;
  }

  get sequence(): number {
    const { conversation, turn } = this.#next();
    return conversation * this.#options.mostTurns + turn;
  }

  shape(): RequestShape {
    const { conversation, promptTokens, outputTokens } = this.#next();
    return { conversation, promptTokens, outputTokens };
  }

  trafficClass(): number {
    return Math.min(this.#next().turn + 1, highestClass);
  }

  take(place: number | undefined): void {
    if (this.nextMs >= this.#window.measuredFromMs) this.#counted += 1;
    const turn = this.#remove();
    if (place === undefined) this.#options.conversations.end(turn.conversation);
    else {
      this.#inFlight[place] = turn;
      if (!turn.isLast) this.#goingOn += 1;
    }
  }

  left(place: number, isOk: boolean, endedAtMs: number): void {
    const turn = this.#inFlight[place];
    this.#inFlight[place] = undefined;
    if (turn === undefined || turn.isLast) return;
    this.#goingOn -= 1;
    const { conversations } = this.#options;
    const { startMs, measuredToMs } = this.#window;
    const next = isOk ? conversations.next(turn.conversation, endedAtMs - startMs) : undefined;
    if (next === undefined || startMs + next.atMs >= measuredToMs) conversations.end(turn.conversation);
    else this.#put(next);
  }

  #next(): ConversationTurn {
    const turn = this.#earlier();
    if (turn === undefined) throw new Error('no turn of a conversation is left');
    return turn;
  }

  #earlier(): ConversationTurn | undefined {
    if (this.#beginning === undefined || this.#later === undefined) return this.#beginning ?? this.#later;
    return this.#beginning.atMs < this.#later.atMs ? this.#beginning : this.#later;
  }

  #remove(): ConversationTurn {
    const turn = this.#next();
    if (turn === this.#beginning) this.#beginning = this.#nextBeginning();
    else this.#later = this.#takeThinking();
    return turn;
  }

  #takeThinking(): ConversationTurn | undefined {
    if (this.#due.nextDueMs === Number.POSITIVE_INFINITY) return undefined;
    const number = this.#due.take();
    const turn = this.#thinking[number];
    this.#thinking[number] = undefined;
    this.#numbers.free(number);
    return turn;
  }

  #put(turn: ConversationTurn): void {
    if (this.#later === undefined) this.#later = turn;
    else if (turn.atMs < this.#later.atMs) {
      this.#keep(this.#later);
      this.#later = turn;
    } else this.#keep(turn);
  }

  #keep(turn: ConversationTurn): void {
    const number = this.#numbers.take() ?? 0;
    this.#thinking[number] = turn;
    this.#due.put(number, turn.atMs);
  }

  /** Passes over conversations that other loops hold. */
  #nextBeginning(): ConversationTurn | undefined {
    const { conversations, shard } = this.#options;
    for (;;) {
      const turn = conversations.first();
      if (turn === undefined || shard === undefined || turn.conversation % shard.count === shard.index) return turn;
      conversations.end(turn.conversation);
    }
  }
}

type ConversationLoopOptions = PacedLoopOptions & ConversationAgendaOptions;

/**
 * Sends the turns of conversations: they begin by a schedule, whatever comes back, and go on when their answers have come. The
 * intended start of a later turn is the end of the answer before and the time to think.
 */
export class ConversationLoop extends PacedLoop {
  constructor(options: ConversationLoopOptions) {
    super(options, (window) => new ConversationAgenda(options, window));
  }
}
