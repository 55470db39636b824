import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnOrigin, isOwnPage } from '../../../main/shell/security/ownPage.ts';

const foreign = [
  'https://example.org/',
  'https://example.org/?bench://app/',
  'https://example.org/#bench://app/',
  'https://bench://app/',
  'http://app/',
  'bench:app/',
  'bench:/app/',
  'bench:///app/',
  'bench://app.example.org/',
  'bench://example.org/app/',
  'bench://app@example.org/',
  'bench://user@app/',
  'bench://app:80/',
  'benchx://app/',
  'xbench://app/',
  'file:///bench://app/',
  'javascript:location="bench://app/"',
  'data:text/html,bench://app/',
  'blob:bench://app/0b9c',
  'about:blank',
  'view-source:bench://app/',
  'bench://report/1',
  '',
  'bench',
  'not an address',
];

describe('isOwnOrigin', () => {
  it.each(foreign)('denies %s', (url) => {
    expect(isOwnOrigin(url)).toBe(false);
    expect(isOwnPage(url)).toBe(false);
  });

  it.each([
    'bench://app/',
    'bench://app/index.html',
    'BENCH://app/#/live',
    'bench://app/assets/main.js',
    'bench://app',
  ])('knows %s as its own', (url) => {
    expect(isOwnOrigin(url)).toBe(true);
  });

  it('is not misled by any host, path or query of another scheme', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(isOwnOrigin(url)).toBe(false);
      }),
    );
  });
});

describe('isOwnPage', () => {
  it('is the page and nothing else of the origin', () => {
    expect(isOwnPage('bench://app/')).toBe(true);
    expect(isOwnPage('bench://app/index.html#/results')).toBe(true);
    expect(isOwnPage('bench://app/assets/picture.svg')).toBe(false);
  });
});
