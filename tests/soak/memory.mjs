// The memory of pages' processes, where the system tells it, as Linux does.
import { readFileSync } from 'node:fs';
import { pagesOfOurs } from '../bench/browsers/cpu-time.mjs';

/** @returns {number | undefined} bytes: a process's own memory, and its share of memory that several processes use */
export function memoryOfPages() {
  const sizes = pagesOfOurs().map(pid => {
    try {
      return Number(/^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))[1]) * 1024;
    } catch {
      // The process has ended meanwhile.
      return 0;
    }
  });
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}
