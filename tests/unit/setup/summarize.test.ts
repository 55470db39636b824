import { describe, expect, it } from 'vitest';
import { countTests } from '../../../scripts/test/countTests.js';
import { summarize } from '../../../scripts/test/summarize.js';

const lastLine = (text: string) => text.split('\n').at(-1);

describe('summarize', () => {
  it('adds the tests of all stages in the last line', () => {
    const { text, ok } = summarize([
      { name: 'types', outcome: 'passed', seconds: 4 },
      { name: 'unit', outcome: 'passed', seconds: 10, counts: { passed: 40, failed: 0, skipped: 0 } },
      { name: 'e2e', outcome: 'passed', seconds: 60, counts: { passed: 5, failed: 0, skipped: 2 } },
    ]);
    expect(lastLine(text)).toBe('45 passed, 0 failed, 2 skipped');
    expect(text).toMatch(/total\s+74\.0 s/);
    expect(ok).toBe(true);
  });

  it('sets each time, and all of them, against what they may be, and fails nothing that takes longer', () => {
    const { text, ok } = summarize([
      { name: 'types', outcome: 'passed', seconds: 4, budgetSeconds: 15 },
      {
        name: 'unit',
        outcome: 'passed',
        seconds: 61.04,
        budgetSeconds: 60,
        counts: { passed: 40, failed: 0, skipped: 0 },
      },
      { name: 'e2e', outcome: 'not run' },
    ]);
    expect(text).toMatch(/types +passed +4\.0 s of 15 s$/m);
    expect(text).toMatch(/unit +passed +61\.0 s of 60 s, over budget +40 passed, 0 failed$/m);
    expect(text).toMatch(/total +65\.0 s of 75 s$/m);
    expect(text).toMatch(/e2e +not run$/m);
    expect(ok).toBe(false);
    const quick = [
      { name: 'unit', outcome: 'passed', seconds: 70, budgetSeconds: 60, counts: { passed: 1, failed: 0, skipped: 0 } },
    ] as const;
    expect(summarize([...quick]).ok).toBe(true);
  });

  it('fails when no test ran, although every stage passed', () => {
    const { text, ok } = summarize([
      { name: 'unit', outcome: 'passed', seconds: 1, counts: { passed: 0, failed: 0, skipped: 3 } },
    ]);
    expect(ok).toBe(false);
    expect(text).toContain('No test was run.');
  });

  it('shows a failed check and a crashed runner in the last line', () => {
    const { text, ok } = summarize([
      { name: 'lint', outcome: 'failed', seconds: 1 },
      { name: 'unit', outcome: 'failed', seconds: 1, counts: { passed: 7, failed: 0, skipped: 0 } },
      { name: 'e2e', outcome: 'not run' },
    ]);
    expect(lastLine(text)).toBe('7 passed, 2 failed');
    expect(ok).toBe(false);
  });

  it('counts failing tests once', () => {
    const counts = { passed: 7, failed: 3, skipped: 0 };
    expect(lastLine(summarize([{ name: 'unit', outcome: 'failed', seconds: 1, counts }]).text)).toBe(
      '7 passed, 3 failed',
    );
  });
});

describe('countTests', () => {
  it('reads the reports of both runners, and none as nothing', () => {
    const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(countTests('vitest', JSON.stringify(vitest))).toEqual({ passed: 3, failed: 1, skipped: 3 });
    const playwright = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } };
    expect(countTests('playwright', JSON.stringify(playwright))).toEqual({ passed: 4, failed: 2, skipped: 2 });
    expect(countTests('playwright', undefined)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});
