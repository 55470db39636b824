/**
 * Calls back when the event loop has looked at its sockets once more: what the peer had sent by now is read by then. One
 * `setImmediate` still belongs to the turn of its caller; the second comes after the next look.
 */
export function afterOneTurn(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}
