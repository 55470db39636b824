import { describe, expect, it } from 'vitest';
import { isAllowedRequest } from '../../../main/shell/security/isAllowedRequest.ts';

describe('isAllowedRequest', () => {
  it.each([
    'http://127.0.0.1:8000/',
    'https://example.org/',
    'ws://localhost:1/',
    'wss://example.org/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'chrome://version/',
    'https://example.org/bench://app/',
    'nothing',
  ])('keeps a page from %s', (url) => {
    expect(isAllowedRequest(url, true)).toBe(false);
  });

  it.each(['bench://app/', 'bench://report/1', 'data:image/png;base64,AA==', 'blob:bench://app/1'])(
    'allows %s',
    (url) => {
      expect(isAllowedRequest(url, false)).toBe(true);
    },
  );

  it('allows the developer tools only where they may be opened', () => {
    expect(isAllowedRequest('devtools://devtools/bundled/inspector.html', true)).toBe(true);
    expect(isAllowedRequest('devtools://devtools/bundled/inspector.html', false)).toBe(false);
  });
});
