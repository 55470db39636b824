import { describe, expect, it } from 'vitest';
import { packagesProblem } from '../../../scripts/setup/nodeModules.js';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/@scope/a/node_modules/b': { version: '1.0.0' },
  'node_modules/other-platform': { version: '2.0.0', optional: true },
};
const installed = {
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/@scope/a/node_modules/b': { version: '1.0.0' },
};

describe('packagesProblem', () => {
  it('accepts what the lock file asks for, without the packages of other platforms', () => {
    expect(packagesProblem(wanted, installed, () => true)).toBeUndefined();
  });

  it('takes an install without a record for unfinished', () => {
    expect(packagesProblem(wanted, undefined, () => true)).toBe('missing or unfinished');
  });

  it('names the package that is outdated, absent or deleted by hand', () => {
    const outdated = { ...installed, 'node_modules/zod': { version: '4.6.6' } };
    expect(packagesProblem(wanted, outdated, () => true)).toBe('zod 4.6.6, wanted 4.6.7');
    const { 'node_modules/zod': zod, ...without } = installed;
    expect(packagesProblem(wanted, without, () => true)).toBe(`zod absent, wanted ${zod.version}`);
    expect(packagesProblem(wanted, installed, (path) => !path.includes('/b/'))).toBe('b is gone');
    expect(packagesProblem(wanted, installed, (path) => !path.endsWith('bin/node'))).toBe('the pinned Node.js is gone');
  });

  it('notices an optional package of another version', () => {
    const old = { ...installed, 'node_modules/other-platform': { version: '1.0.0' } };
    expect(packagesProblem(wanted, old, () => true)).toBe('other-platform 1.0.0, wanted 2.0.0');
  });
});
