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
