/** What every series of a report's chart has in common: nothing reacts and nothing moves. */
export const decoration = { silent: true, animation: false } as const;
