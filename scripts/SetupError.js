// @ts-check

/** A step that could not be done: what is missing and the exact command or action that mends it. */
export class SetupError extends Error {
  /**
   * @param {string} message what is missing or what went wrong
   * @param {string} remedy what the reader can do, a command wherever there is one
   * @param {{ cause?: unknown }} [options]
   */
  constructor(message, remedy, options) {
    super(message, options);
    this.name = 'SetupError';
    this.remedy = remedy;
  }
}
