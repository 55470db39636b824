import { isOwnOrigin } from './ownPage.ts';

/** What is looked at of the frame that sent a message; Electron's WebFrameMain fits. */
export interface SendingFrame {
  url: string;
  parent: unknown;
  /** Absent in none of the supported versions, but a frame that is gone may throw when it is read. */
  detached?: boolean;
}

/**
 * Whether a message comes from the window's own page: the top frame of the window's own contents, showing the window's
 * own origin. Anything else, a frame that has gone included, is not answered.
 */
export function isTrustedSender(frame: SendingFrame | null, senderId: number, windowId: number | undefined): boolean {
  if (frame === null || windowId === undefined || senderId !== windowId) return false;
  if (frame.detached === true || frame.parent !== null) return false;
  return isOwnOrigin(frame.url);
}
