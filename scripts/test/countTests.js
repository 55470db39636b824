// @ts-check

/**
 * @typedef {object} TestCounts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * How many tests a runner's JSON report holds.
 * @param {'vitest' | 'playwright'} runner
 * @param {string | undefined} text undefined when the runner wrote no report
 * @returns {TestCounts}
 */
export function countTests(runner, text) {
  if (text === undefined) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(text);
  if (runner === 'playwright') {
    // A flaky test failed before it passed: it is no pass.
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}
