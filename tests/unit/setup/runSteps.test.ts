import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSteps } from '../../../scripts/setup/runSteps.js';

let cache = '';
let said: string[] = [];
const context = () => ({ cache, again: 'npm run setup', say: (line: string) => said.push(line) });
const step = (name: string, state: { done: boolean }, effect: (work: string) => void) => ({
  name,
  problem: () => (state.done ? undefined : 'missing'),
  doing: () => `Making ${name}, about 1 s`,
  act: async ({ work }: { work: string }) => effect(work),
});

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'steps-'));
  said = [];
});
afterEach(() => rmSync(cache, { recursive: true }));

describe('runSteps', () => {
  it('does only what is not done, says so, and leaves no work folder', async () => {
    const made: string[] = [];
    const first = { done: true };
    const second = { done: false };
    const steps = [
      step('A', first, () => made.push('A')),
      step('B', second, (work) => {
        expect(existsSync(work)).toBe(true);
        made.push('B');
        second.done = true;
      }),
    ];
    await runSteps(steps, context());
    expect(made).toEqual(['B']);
    expect(said).toEqual(['B: missing. Making B, about 1 s ...', expect.stringMatching(/^B: ready after/)]);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('does not believe a step that changed nothing', async () => {
    const steps = [step('A', { done: false }, () => undefined)];
    await expect(runSteps(steps, context())).rejects.toMatchObject({
      message: 'A: done, and still missing.',
      remedy: 'npm run setup',
    });
  });

  it('throws away what a setup that was cut off has left, and stops at the first failure', async () => {
    mkdirSync(join(cache, 'work-1/runtime'), { recursive: true });
    writeFileSync(join(cache, 'work-1/runtime/electron'), 'half');
    const steps = [
      step('A', { done: false }, () => {
        throw new Error('refused');
      }),
      step('B', { done: false }, () => expect.unreachable()),
    ];
    await expect(runSteps(steps, context())).rejects.toThrow('refused');
    expect(readdirSync(cache)).toEqual([]);
  });
});
