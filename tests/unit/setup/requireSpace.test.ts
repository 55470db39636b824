import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { SetupError } from '../../../scripts/SetupError.js';
import { requireSpace } from '../../../scripts/setup/requireSpace.js';

const context = { what: 'Unpacking Electron', again: 'npm start' };

describe('requireSpace', () => {
  it('lets a small need pass', () => {
    expect(() => requireSpace(tmpdir(), 1, context)).not.toThrow();
  });

  it('says how much is needed, where, and how much is free', () => {
    const refuse = () => requireSpace(tmpdir(), 1e18, context);
    expect(refuse).toThrow(SetupError);
    expect(refuse).toThrow(/^Unpacking Electron needs 1000000000000 MB in \S+, and only \d+ MB are free\.$/);
  });
});
