// How much memory the processes of pages have, where the system tells: Linux does.
import { readFileSync } from 'node:fs';
import { pagesOfOurs } from '../bench/browsers/cpu-time.mjs';

/** @returns {number | undefined} bytes: those of a process alone, and its part of those that it shares */
export function memoryOfPages() {
  const sizes = pagesOfOurs().map(pid => {
    try {
      return Number(/^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))[1]) * 1024;
    } catch {
      // It ended meanwhile.
      return 0;
    }
  });
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}
