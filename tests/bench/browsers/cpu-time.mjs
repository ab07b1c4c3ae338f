// The CPU time of pages. On a busy machine, wall-clock time depends more on the other work than on the page.
import { readdirSync, readFileSync } from 'node:fs';

const ofPage = /-contentproc|--type=renderer|WebKitWebProcess/;
const read = path => readFileSync(path, 'latin1');

/** The id of a process's parent. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const parent = pid =>
  Number(
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')[1],
  );

function isOurs(pid) {
  for (let ancestor = pid; ancestor > 1; ancestor = parent(ancestor)) if (ancestor === process.pid) return true;
  return false;
}

/** The processes of pages in the browsers that this process has started; none where the system has no /proc. */
export function pagesOfOurs() {
  let pids = [];
  try {
    pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  } catch {
    // Not Linux.
  }
  return pids.filter(pid => {
    try {
      return ofPage.test(read(`/proc/${pid}/cmdline`)) && isOurs(Number(pid));
    } catch {
      // The process has ended meanwhile.
      return false;
    }
  });
}

/**
 * The CPU time of the main thread of each page's process, where the system tells it, as Linux does.
 *
 * @returns {Record<string, number>} nanoseconds, by process
 */
export function cpuTimes() {
  const times = {};
  for (const pid of pagesOfOurs()) {
    try {
      times[pid] = Number(read(`/proc/${pid}/task/${pid}/schedstat`).split(' ')[0]);
    } catch {
      // The process has ended meanwhile.
    }
  }
  return times;
}
