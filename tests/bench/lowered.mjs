// promises.mjs as it is after a build step for ES2016, which turns async functions into generators driven by `new Promise` and `then`:
// what users of libraries that cannot follow a native await are told to do.
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** The module, built and loaded in this process. */
export function loadLowered() {
  const source = readFileSync(new URL('promises.mjs', import.meta.url), 'utf8');
  const { code } = transformSync(source, { target: 'es2016', format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
