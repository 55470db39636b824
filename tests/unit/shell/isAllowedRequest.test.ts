import { describe, expect, it } from 'vitest';
import { isAllowedRequest, noAllowances } from '../../../main/shell/security/guardSession.ts';

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
    expect(isAllowedRequest(url, { developerTools: true, reloadHost: 'localhost:5173' })).toBe(false);
  });

  it.each(['bench://app/', 'bench://report/1', 'data:image/png;base64,AA==', 'blob:bench://app/1'])(
    'allows %s',
    (url) => {
      expect(isAllowedRequest(url, noAllowances)).toBe(true);
    },
  );

  it('allows the developer tools and the reload of a page being written only where they are named', () => {
    const tools = 'devtools://devtools/bundled/inspector.html';
    const reload = 'ws://localhost:5173/?token=x';
    const allowances = { developerTools: true, reloadHost: 'localhost:5173' };
    expect([tools, reload].map((url) => isAllowedRequest(url, allowances))).toEqual([true, true]);
    expect([tools, reload].map((url) => isAllowedRequest(url, noAllowances))).toEqual([false, false]);
  });
});
