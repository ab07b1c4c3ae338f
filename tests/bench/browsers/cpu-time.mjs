// How long pages have kept a processor busy. On a machine with other work a clock on the wall tells more of that work than of the page.
import { readdirSync, readFileSync } from 'node:fs';

const ofPage = /-contentproc|--type=renderer|WebKitWebProcess/;
const read = path => readFileSync(path, 'latin1');

/** The process that started this one. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
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

/** The processes of pages that this one has started, its browsers' that is; none where the system does not tell. */
export function pagesOfOurs() {
  let pids = [];
  try {
    pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  } catch {
    // Another system.
  }
  return pids.filter(pid => {
    try {
      return ofPage.test(read(`/proc/${pid}/cmdline`)) && isOurs(Number(pid));
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
}

/**
 * The time that the main thread of each page's process of ours has run, where the system tells: Linux does.
 *
 * @returns {Record<string, number>} nanoseconds, by process
 */
export function cpuTimes() {
  const times = {};
  for (const pid of pagesOfOurs()) {
    try {
      times[pid] = Number(read(`/proc/${pid}/task/${pid}/schedstat`).split(' ')[0]);
    } catch {
      // It ended meanwhile.
    }
  }
  return times;
}
