/** Why a run that no process goes on with is listed as interrupted. */
export const leftBehindReason = 'The program ended before this run did. What was measured until then is kept.';
