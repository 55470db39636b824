import { describe, expect, it } from 'vitest';
import { developmentServer } from '../../../main/shell/protocol/developmentPage.ts';

describe('developmentServer', () => {
  it('is the bundler’s, on this machine', () => {
    expect(developmentServer({ ELECTRON_RENDERER_URL: 'http://localhost:5173' }, false)?.host).toBe('localhost:5173');
  });

  it.each([
    ['in a packaged program', 'http://localhost:5173', true],
    ['on another machine', 'http://example.org:5173', false],
    ['on a host that only looks like this machine', 'http://localhost.example.org', false],
    ['without an address', undefined, false],
    ['with something else', 'localhost', false],
  ])('is none %s', (_what, url, isPackaged) => {
    expect(developmentServer(url === undefined ? {} : { ELECTRON_RENDERER_URL: url }, isPackaged)).toBeUndefined();
  });
});
