// Loads the built library's CommonJS modules in a realm.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { runInContext } from 'node:vm';

const require = createRequire(import.meta.url);

/**
 * Loads a new copy of a module, and of the modules that it requires from the package.
 *
 * @param {object} context - The realm, as `node:vm` made it.
 * @param {string} path - The module's path in `dist/cjs`, below the working directory.
 * @returns {any} The module's exports.
 */
export function loadIn(context, path) {
  const modules = new Map();
  const load = file => {
    const known = modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const wrapper = runInContext(`(function (require, module, exports) { ${readFileSync(file, 'utf8')}\n})`, context, { filename: file });
    wrapper(id => (id.startsWith('.') ? load(join(dirname(file), id)) : require(id)), module, module.exports);
    return module.exports;
  };
  return load(resolve('dist/cjs', path));
}
