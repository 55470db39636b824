import { SeededRandom } from '../statistics/SeededRandom.ts';
import { ArrivalCursor, type ArrivalProcess } from './ArrivalProcess.ts';
import { gammaDraw } from './arrivalPatterns.ts';

/** A request of a conversation, with what it is to be like. Times are milliseconds from the start of the schedule. */
export interface ConversationTurn {
  /** Counted from 0, in the order in which conversations begin. */
  readonly conversation: number;
  /** Counted from 0. */
  readonly turn: number;
  /** When it is to be sent. */
  readonly atMs: number;
  /** The whole prompt: all that was said before, answers included, and what is new. */
  readonly promptTokens: number;
  /** The part of it that the turn before had already, prompt and answer: a server may have kept it. */
  readonly sharedTokens: number;
  readonly outputTokens: number;
  readonly isLast: boolean;
}

/**
 * Conversations of users who read an answer and think before they ask again. Unlike an {@link ArrivalProcess} it needs to
 * be told when answers ended: within a conversation nobody sends on before. What a turn is like is decided by the seed
 * alone, whatever the order in which conversations go on.
 */
export interface ConversationSchedule {
  readonly name: string;
  /** The first turn of the next conversation to begin, at each call another, ascending in time; undefined when none is left. */
  first(): ConversationTurn | undefined;
  /**
   * What a conversation sends after its last answer ended; undefined when it was its last, or the conversation was ended.
   * Throws a RangeError for one that has not begun.
   */
  next(conversation: number, endedAtMs: number): ConversationTurn | undefined;
  /** A conversation goes on no more, as after a request that failed: it is forgotten. Does nothing when it is over. */
  end(conversation: number): void;
}

/** A positive quantity that differs from one time to the next: gamma with this mean and coefficient of variation. */
export interface Spread {
  readonly mean: number;
  /** 0 for always the mean, 1 for an exponential. */
  readonly coefficientOfVariation: number;
}

export interface ConversationOptions {
  /** When conversations begin. */
  readonly starts: ArrivalProcess;
  /** Turns of a conversation: geometric with this mean, from 1 on; at most {@link mostTurns}. */
  readonly meanTurns: number;
  readonly mostTurns: number;
  /** From the end of an answer to the next question. */
  readonly thinkMs: Spread;
  /** What a user adds in a turn, and what the answer has. */
  readonly newTokens: Spread;
  readonly outputTokens: Spread;
  /** A conversation ends before a turn whose prompt and answer would exceed this. */
  readonly mostContextTokens: number;
  readonly seed: number;
}

interface Open {
  random: SeededRandom;
  last: ConversationTurn;
  /** What the turn after it will add and answer; decided beforehand, to know whether there is one. */
  following: { newTokens: number; outputTokens: number };
}

/** Odd and large: seeds of neighbouring conversations lie far apart, and stay whole numbers below 2^53. */
const seedStep = 0x9e3779b1;

/**
 * Conversations drawn from a seed: each has a source of random numbers of its own, so that what it says does not depend on
 * how the server's speed interleaves it with the others. Only conversations that go on are kept.
 */
export class SeededConversations implements ConversationSchedule {
  readonly name = 'conversations';
  readonly #options: ConversationOptions;
  readonly #starts: ArrivalCursor;
  readonly #open = new Map<number, Open>();

  /** Throws a RangeError naming the option that makes no sense. */
  constructor(options: ConversationOptions) {
    checkOptions(options);
    this.#options = options;
    this.#starts = new ArrivalCursor(options.starts);
  }

  first(): ConversationTurn | undefined {
    const atMs = this.#starts.nextMs;
    if (atMs === Number.POSITIVE_INFINITY) return undefined;
    const conversation = this.#starts.index;
    this.#starts.take();
    const random = new SeededRandom((this.#options.seed + seedStep * (conversation + 1)) % Number.MAX_SAFE_INTEGER);
    const { mostContextTokens } = this.#options;
    const drawn = this.#draw(random);
    // A first question that leaves no room is cut to what fits: there is no conversation without one.
    const outputTokens = Math.min(drawn.outputTokens, mostContextTokens - 1);
    const newTokens = Math.min(drawn.newTokens, mostContextTokens - outputTokens);
    return this.#go(random, { conversation, turn: 0, atMs, sharedTokens: 0, promptTokens: newTokens, outputTokens });
  }

  next(conversation: number, endedAtMs: number): ConversationTurn | undefined {
    const open = this.#open.get(conversation);
    if (open === undefined) {
      if (conversation >= 0 && conversation < this.#starts.index) return undefined;
      throw new RangeError(`conversation ${conversation} has not begun`);
    }
    const { random, last, following } = open;
    const sharedTokens = last.promptTokens + last.outputTokens;
    return this.#go(random, {
      conversation,
      turn: last.turn + 1,
      atMs: endedAtMs + drawSpread(random, this.#options.thinkMs),
      sharedTokens,
      promptTokens: sharedTokens + following.newTokens,
      outputTokens: following.outputTokens,
    });
  }

  end(conversation: number): void {
    this.#open.delete(conversation);
  }

  /** Decides whether another turn comes after this one, and keeps the conversation if so. */
  #go(random: SeededRandom, turn: Omit<ConversationTurn, 'isLast'>): ConversationTurn {
    const { meanTurns, mostTurns, mostContextTokens } = this.#options;
    const goesOn = turn.turn + 1 < mostTurns && random.uniform() >= 1 / meanTurns;
    const drawn = this.#draw(random);
    const wouldTake = turn.promptTokens + turn.outputTokens + drawn.newTokens + drawn.outputTokens;
    const following = goesOn && wouldTake <= mostContextTokens ? drawn : undefined;
    const last: ConversationTurn = { ...turn, isLast: following === undefined };
    if (following === undefined) this.#open.delete(turn.conversation);
    else this.#open.set(turn.conversation, { random, last, following });
    return last;
  }

  #draw(random: SeededRandom): { newTokens: number; outputTokens: number } {
    const tokens = (spread: Spread): number => Math.max(1, Math.round(drawSpread(random, spread)));
    return { newTokens: tokens(this.#options.newTokens), outputTokens: tokens(this.#options.outputTokens) };
  }
}

function drawSpread(random: SeededRandom, { mean, coefficientOfVariation }: Spread): number {
  if (coefficientOfVariation === 0 || mean === 0) return mean;
  const scale = coefficientOfVariation ** 2;
  return mean * scale * gammaDraw(random, 1 / scale);
}

function checkOptions(options: ConversationOptions): void {
  const check = (name: string, value: number, least: number, most: number): void => {
    if (!(value >= least && value <= most)) {
      throw new RangeError(`${name} of the conversations is ${value}; give a number from ${least} to ${most}`);
    }
  };
  check('meanTurns', options.meanTurns, 1, 10_000);
  check('mostTurns', options.mostTurns, 1, 10_000);
  check('mostContextTokens', options.mostContextTokens, 2, 100_000_000);
  check('thinkMs.mean', options.thinkMs.mean, 0, 86_400_000);
  check('newTokens.mean', options.newTokens.mean, 1, 10_000_000);
  check('outputTokens.mean', options.outputTokens.mean, 1, 10_000_000);
  for (const name of ['thinkMs', 'newTokens', 'outputTokens'] as const) {
    const { coefficientOfVariation } = options[name];
    // Below 0.05 gamma is hardly told from its mean, and its shape overflows.
    if (coefficientOfVariation !== 0) check(`${name}.coefficientOfVariation`, coefficientOfVariation, 0.05, 10);
  }
}
