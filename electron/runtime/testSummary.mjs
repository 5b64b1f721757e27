/** @typedef {{passed: number, failed: number, skipped: number}} TestCounts */

/** @returns {TestCounts} */
export function noCounts() {
  return { passed: 0, failed: 0, skipped: 0 };
}

/** @param {TestCounts[]} parts @returns {TestCounts} */
export function addCounts(...parts) {
  const sum = noCounts();
  for (const part of parts) {
    sum.passed += part.passed;
    sum.failed += part.failed;
    sum.skipped += part.skipped;
  }
  return sum;
}

/** A check that is one thing, such as the linter's run. @returns {TestCounts} */
export function countExitCode(exitCode) {
  return { ...noCounts(), [exitCode === 0 ? 'passed' : 'failed']: 1 };
}

/**
 * Counts a report of vitest's json reporter (the shape of Jest's `--json`).
 *
 * A file that failed without a failing test of its own (it did not load, or a hook of the file
 * threw) is one failure; so is a run that ended badly with nothing in the report to show for it,
 * such as an unhandled rejection, or one that wrote no report. Otherwise a run that tested nothing
 * could pass.
 *
 * @param {unknown} report parsed JSON, or undefined if none was written
 * @param {number} exitCode vitest's
 * @returns {TestCounts}
 */
export function countReport(report, exitCode) {
  const counts = noCounts();
  for (const file of report?.testResults ?? []) {
    const statuses = file.assertionResults.map((test) => test.status);
    const failed = statuses.filter((status) => status === 'failed').length;
    counts.passed += statuses.filter((status) => status === 'passed').length;
    counts.failed += file.status === 'failed' ? Math.max(failed, 1) : failed;
    counts.skipped += statuses.filter((status) => !['passed', 'failed'].includes(status)).length;
  }
  if (counts.failed === 0 && (exitCode !== 0 || report === undefined)) counts.failed = 1;
  return counts;
}

/** The last line of a test run: `N passed, N failed`, and `, N skipped` if any were. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
