/** One event of a stream. JSON has no line feed outside of its strings and escapes those inside, so one `data` line holds it. */
export function encodeEvent(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** The end of a stream that went well. */
export const endMark = 'data: [DONE]\n\n';
