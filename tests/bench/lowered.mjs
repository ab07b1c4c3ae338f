// promises.mjs after a build step to ES2016, which turns async functions into generators driven by `new Promise` and `then`. Libraries that cannot follow
// native await require such a step of their users.
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** The module, built and loaded in this process. */
export function loadLowered() {
  const source = readFileSync(new URL('promises.mjs', import.meta.url), 'utf8');
  const { code } = transformSync(source, { target: 'es2016', format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
