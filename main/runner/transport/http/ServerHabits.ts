/** What the connections of one target have learnt of their server, and tell each other. */
export interface ServerHabits {
  /** It ended a connection right after the first reply on it: each request gets a fresh one from then on. */
  closesAfterReply: boolean;
}
