/** What a connection tells of the one request on it. After `onEnd` or `onFailure` nothing more is told. */
export interface HttpReply {
  /** The head of the reply has come. `contentType` as the server wrote it, empty when it wrote none. */
  onStatus(status: number, contentType: string): void;
  /** A piece of the body was read just now. */
  onBody(piece: Buffer): void;
  /** The reply is complete, as HTTP tells its end. */
  onEnd(): void;
  /** No reply, or no whole one: what the system said, or what was wrong with it. Told on a later turn than the send. */
  onFailure(error: Error): void;
  /** A kept connection died without a byte of the reply: the request is sent again on a fresh one. */
  onReconnect(): void;
  /** Bytes written and read for this request since the last word of them, heads included; inside TLS on https. */
  onBytes(sentBytes: number, receivedBytes: number): void;
}
