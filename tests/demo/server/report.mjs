// The output for people: the progress, and the summary.
const { stdout } = process;
const number = (value, digits = 0) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/**
 * Makes a counter of requests that shows progress: on a terminal in one line that changes, elsewhere in a line for each quarter.
 *
 * @param total - The number of requests.
 */
export function createProgress(total) {
  let done = 0;
  let shown = 0;
  return {
    count(server) {
      done++;
      const step = stdout.isTTY ? total / 200 : total / 4;
      if (done - shown < step) return;
      shown = done;
      const text = `  ${number(done)} of ${number(total)} requests answered (now: ${server})`;
      stdout.write(stdout.isTTY ? `\r${text.padEnd(64)}` : `${text}\n`);
    },
    end() {
      if (stdout.isTTY) stdout.write('\n');
    },
  };
}

/** The median of the rounds, and their range, which shows how much a difference between two medians means. */
function ofRounds(values, digits) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return `${number(median, digits)} (${number(sorted[0], digits)}–${number(sorted.at(-1), digits)})`;
}

const rows = [
  ['requests answered', 'requests', ({ answered }) => number(answered)],
  ['requests failed', 'requests', ({ failed }) => number(failed)],
  ['answers meant for another request', 'answers', ({ wrongAnswers }) => number(wrongAnswers)],
  ['log lines checked', 'lines', ({ log }) => number(log.checked)],
  ['lines with the wrong context', 'lines', ({ log }) => number(log.wrong)],
  ['lines with no context', 'lines', ({ log }) => number(log.none)],
  ['throughput, median (range)', 'requests/s', ({ throughputs }) => ofRounds(throughputs, 0)],
  ["server's processor time, likewise", 'ms/request', ({ cpus }) => ofRounds(cpus, 2)],
];

/** The summary: a row for each figure, with its unit, and a column for each server. */
export function formatSummary(results) {
  const row = (name, unit, cells) => `  ${name.padEnd(35)}${unit.padEnd(12)}${cells.map(cell => cell.padStart(20)).join('')}`;
  return [
    row(
      '',
      '',
      results.map(({ title }) => title),
    ),
    ...rows.map(([name, unit, cell]) => row(name, unit, results.map(cell))),
  ].join('\n');
}
