import type { EngineReply } from '../../../../core/contract/engineChannel.ts';

/**
 * Reads a line from the engine. Undefined when it is no reply of the protocol: checked by hand and not by a schema, since
 * one line comes for every token while time is being measured.
 */
export function parseEngineReply(line: string): EngineReply | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isReply(value) ? value : undefined;
}

function isReply(value: unknown): value is EngineReply {
  if (typeof value !== 'object' || value === null) return false;
  const reply = value as Record<string, unknown>;
  const hasId = typeof reply.id === 'number';
  switch (reply.type) {
    case 'token':
      return hasId && isTokens(reply.tokens);
    case 'done':
      return (
        hasId &&
        Array.isArray(reply.outputs) &&
        reply.outputs.every(isTokens) &&
        (reply.text === undefined || typeof reply.text === 'string') &&
        (reply.hash === undefined || typeof reply.hash === 'number') &&
        (reply.notFinite === undefined || typeof reply.notFinite === 'boolean') &&
        (reply.finishReason === 'length' || reply.finishReason === 'cancelled') &&
        typeof reply.queueMs === 'number' &&
        typeof reply.computeMs === 'number'
      );
    case 'error':
      return (hasId || reply.id === null) && typeof reply.kind === 'string' && typeof reply.message === 'string';
    default:
      return false;
  }
}

function isTokens(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((token) => typeof token === 'number');
}
