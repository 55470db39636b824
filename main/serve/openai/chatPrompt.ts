/** One message of a chat. */
export interface ChatMessage {
  role: string;
  content: string;
}

/**
 * GPT-2 has no chat template of its own; this plain one is used: each message on its own lines as `role: content`, and
 * `assistant:` at the end for the model to go on from.
 */
export function chatPrompt(messages: readonly ChatMessage[]): string {
  return `${messages.map(({ role, content }) => `${role}: ${content}\n`).join('')}assistant:`;
}
