import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedKeys } from '../../../core/configuration/validateConfiguration.ts';

describe('repeatedKeys', () => {
  it.each([
    ['{"a":1,"a":2}', [['a']]],
    ['{"a":{"b":1},"c":{"b":1}}', []],
    ['{"a":[{"b":1},{"b":1,"c":[],"b":2}]}', [['a', 1, 'b']]],
    ['{"a":"x\\"}{,:","b":"a"}', []],
    ['{"a\\u0062":1,"ab":2}', [['ab']]],
    ['["a","a",{"a":"a"}]', []],
    ['"a"', []],
  ])('finds those of %s', (text, expected) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(repeatedKeys(text)).toEqual(expected);
  });

  it('finds none in what was written from an object', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(repeatedKeys(JSON.stringify(value, undefined, 1))).toEqual([]);
      }),
    );
  });

  it('reads a text of many megabytes', () => {
    const long = 'x\\n'.repeat(3_000_000);
    expect(repeatedKeys(`{"a":"${long}","a":1}`)).toEqual([['a']]);
  });
});
