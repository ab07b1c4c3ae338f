// The rig's output for people: a line for each suite, the failures in full, a table, and the sum.
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;

/** @param {import('./run-suite.mjs').Outcome & { current?: string }} outcome `current` is the running test, if the suite has not ended */
export function suiteLine({ browser, suite, passed, failed, skipped, ms, current }) {
  const parts = [`${passed} passed`, `${failed} failed`];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return `${browser.padEnd(9)} ${suite.padEnd(32)} ${parts.join(', ')}, ${ms} ms${current ? `, in “${current}”` : ''}`;
}

/** @param {import('./run-suite.mjs').Outcome} outcome */
export function failureLines({ browser, suite, failures, console }) {
  const lines = failures.flatMap(({ title, message, diff, stack }) => [
    '',
    `FAILED ${browser} ${suite}: ${title}`,
    ...indent(message),
    ...(diff ? indent(plain(diff)) : []),
    ...stack.map(frame => `      ${frame}`),
  ]);
  if (console.length > 0) lines.push('    the console said:', ...console.flatMap(indent));
  return lines;
}

/** A table with a row for each suite, and a column for each browser. */
export function table(outcomes, browsers) {
  const suites = [...new Set(outcomes.map(({ suite }) => suite))];
  const cell = (suite, browser) => {
    const outcome = outcomes.find(one => one.suite === suite && one.browser === browser);
    if (!outcome) return '';
    return outcome.failed > 0 ? `${outcome.failed} FAILED` : `${outcome.passed}${outcome.skipped > 0 ? ` (${outcome.skipped} skipped)` : ''}`;
  };
  const rows = [['', ...browsers], ...suites.map(suite => [suite, ...browsers.map(browser => cell(suite, browser))])];
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row =>
    row
      .map((text, column) => text.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

/** The reasons for skipped tests: for each suite and browser, the number of tests for each reason. */
export function skipLines(outcomes) {
  return outcomes
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ browser, suite, reasons }) => {
      const counts = new Map();
      for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      return `skipped in ${browser}, ${suite}: ${[...counts].map(([reason, count]) => (count > 1 ? `${reason} (${count})` : reason)).join('; ')}`;
    });
}

const indent = text =>
  plain(text)
    .trimEnd()
    .split('\n')
    .map(line => `    ${line}`);

/** Removes the colours of uvu's diffs, which it always adds. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins the codes of colours.
const plain = text => (coloured ? text : text.replace(/\x1b\[\d+m/g, ''));
