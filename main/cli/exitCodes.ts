/** What the command line ends with. Scripts rely on these. */
export const exitCodes = {
  done: 0,
  /** Done, but a gate (`--fail-on`) failed. */
  gateFailed: 1,
  /** Bad usage or configuration. */
  usage: 2,
  /** A target could not be reached; those that could were measured. */
  unreachable: 3,
  /** A step could not be carried out: the engine died, the model was refused, no request succeeded. */
  stepFailed: 4,
  interrupted: 130,
} as const;
