// @ts-check

/**
 * What became of a stage; `seconds` and `counts` are absent where it was not run or runs no tests. It may take
 * `budgetSeconds` on two quiet cores; more is told and is no failure, since machines differ.
 * @typedef {object} StageResult
 * @property {string} name
 * @property {'passed' | 'failed' | 'not run'} outcome
 * @property {number} [seconds]
 * @property {number} [budgetSeconds]
 * @property {import('./countTests.js').TestCounts} [counts]
 */

/**
 * The closing table and line of `npm test`.
 * @param {StageResult[]} results
 * @returns {{ text: string, ok: boolean }} not ok as well when no test ran at all
 */
export function summarize(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const rows = results.map(({ name, outcome, seconds, budgetSeconds, counts }) => {
    if (counts) {
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
    }
    // A stage that fails without a failing test (types, lint, a crash) must show in the last line too.
    if (outcome === 'failed' && !counts?.failed) total.failed += 1;
    const time = seconds === undefined ? '' : timeText({ seconds, budgetSeconds });
    return `  ${name.padEnd(14)}${outcome.padEnd(10)}${time.padEnd(34)}${counts ? countText(counts) : ''}`.trimEnd();
  });
  const ran = total.passed + total.failed > 0;
  const ok = ran && total.failed === 0 && results.every(({ outcome }) => outcome === 'passed');
  const timed = results.filter(({ seconds }) => seconds !== undefined);
  const seconds = timed.reduce((sum, each) => sum + (each.seconds ?? 0), 0);
  const budgetSeconds = timed.reduce((sum, each) => sum + (each.budgetSeconds ?? 0), 0);
  const lines = ['', ...rows, `  ${'total'.padEnd(24)}${timeText({ seconds, budgetSeconds })}`];
  if (!ran) lines.push('', 'No test was run.');
  return { text: [...lines, '', countText(total)].join('\n'), ok };
}

/** @param {import('./countTests.js').TestCounts} counts */
function countText({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A time against what it may be.
 * @param {{ seconds?: number | undefined, budgetSeconds?: number | undefined }} stage
 */
export function timeText({ seconds = 0, budgetSeconds = 0 }) {
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  if (budgetSeconds === 0) return time;
  return `${time} of ${budgetSeconds} s${seconds > budgetSeconds ? ', over budget' : ''}`;
}
