import { describe, expect, it } from 'vitest';
import { isTrustedSender } from '../../../main/shell/ipc/connectPage.ts';

const windowId = 3;
const page = { url: 'bench://app/', parent: null };

describe('isTrustedSender', () => {
  it('trusts the top frame of the window on its own page', () => {
    expect(isTrustedSender(page, windowId, windowId)).toBe(true);
  });

  it.each([
    ['a frame that has gone', null, windowId, windowId],
    ['a detached frame', { ...page, detached: true }, windowId, windowId],
    ['a frame inside the page', { ...page, parent: page }, windowId, windowId],
    ['another origin', { ...page, url: 'https://example.org/?bench://app/' }, windowId, windowId],
    ['a report that is being printed', { ...page, url: 'bench://report/1' }, windowId, windowId],
    ['other contents on the same page', page, windowId + 1, windowId],
    ['a time without a window', page, windowId, undefined],
  ])('does not trust %s', (_what, frame, sender, window) => {
    expect(isTrustedSender(frame, sender, window)).toBe(false);
  });
});
