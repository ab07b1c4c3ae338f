// The verdict of the runner on a test file that has ended.

/**
 * Counts the tests of a test file.
 *
 * @param {number | null} code - The exit code of its process.
 * @param {string} text - Its output: uvu's summary, and a line `skipped: REASON` for each reason to skip a test.
 * @returns {{ passed: number, failed: number, skipped: number, reasons: string[] }} Each of these counts as a failure: a process that fails without a
 *   failing test, one that neither passes nor skips any test, and a skip without a reason.
 */
export function verdictOf(code, text) {
  const number = word => Number(new RegExp(`^\\s*${word}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const [total, passed, skipped] = ['Total', 'Passed', 'Skipped'].map(number);
  const reasons = [...text.matchAll(/^skipped: (.+)$/gm)].map(([, reason]) => reason);
  const isSound = code === 0 && total + skipped > 0 && (skipped === 0 || reasons.length > 0);
  return { passed, failed: Math.max(total - passed, isSound ? 0 : 1), skipped, reasons };
}
