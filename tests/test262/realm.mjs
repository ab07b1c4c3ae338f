// A realm for one run of one test: the harness of test262, and the runtime if the test is transformed.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import vm from 'node:vm';

const sources = new Map();
const read = path => sources.get(path) ?? sources.set(path, readFileSync(path, 'utf8')).get(path);

/** @typedef {{ path: string, source: string, mode: string, includes: string[], flags: Set<string>, checkout: string, runtime?: string, change(code: string, path: string, mode: string): string }} Run */

/**
 * Runs a test.
 *
 * @param {Run} run `runtime` is the text of a script that is the runtime's exports
 * @returns {Promise<{ name: string, message: string } | undefined>} what it failed with, if it did
 */
export async function runInRealm({ path, source, mode, includes, flags, checkout, runtime, change }) {
  let print = () => {};
  const context = createRealm(text => print(text));
  const global = vm.runInContext('this', context);
  const exports = runtime && vm.runInContext(runtime, context);
  if (exports) Object.defineProperty(global, 'require', { value: () => exports, writable: true, configurable: true, enumerable: false });
  const raw = flags.has('raw');
  const needed = raw ? [] : ['assert.js', 'sta.js', ...(flags.has('async') ? ['doneprintHandle.js'] : []), ...includes];
  for (const name of needed) vm.runInContext(read(join(checkout, 'harness', name)), context, { filename: name });
  const done = flags.has('async')
    ? new Promise(resolveDone => {
        print = text => resolveDone(/Test262:AsyncTestComplete/.test(text) ? undefined : { name: 'async', message: String(text) });
        setTimeout(resolveDone, 4000, { name: 'async', message: 'not done after 4 s' }).unref();
      })
    : undefined;
  const load = createLoader({ context, exports, change });
  try {
    if (mode === 'module') {
      const main = await load(path);
      await main.evaluate();
    } else {
      const text = mode === 'strict' ? `"use strict";\n${source}` : source;
      const importModuleDynamically = (specifier, _referrer, attributes) => load(resolve(dirname(path), specifier), attributes);
      const evaluate = () => vm.runInContext(change(text, path, mode), context, { filename: path, importModuleDynamically, timeout: 5000 });
      // In a context, so that there is something to keep.
      if (exports) exports.inContext(evaluate);
      else evaluate();
    }
  } catch (error) {
    return { name: String(error?.constructor?.name ?? error?.name), message: String(error?.message ?? error), phase: error?.phase };
  }
  return done;
}

function createRealm(print) {
  const context = vm.createContext({});
  const global = vm.runInContext('this', context);
  const host = vm.runInContext(
    `({ global: this, gc() {}, evalScript: undefined, createRealm: undefined, detachArrayBuffer: buffer => void structuredClone?.(buffer, { transfer: [buffer] }),
       get IsHTMLDDA() { return undefined; }, agent: {} })`,
    context,
  );
  host.evalScript = code => vm.runInContext(code, context);
  host.createRealm = () => createRealm(print).host;
  host.AbstractModuleSource = undefined;
  Object.defineProperties(global, {
    $262: { value: host, writable: true, configurable: true },
    print: { value: print, writable: true, configurable: true },
  });
  context.host = undefined;
  delete context.host;
  return Object.defineProperty(context, 'host', { value: host, enumerable: false, configurable: true });
}

/** Loads modules from disk into a realm, each once. */
function createLoader({ context, exports, change }) {
  const modules = new Map();
  const runtime = exports && new vm.SyntheticModule(Object.keys(exports), function () {
    for (const name of Object.keys(exports)) this.setExport(name, exports[name]);
  }, { context });
  const dynamically = (specifier, referrer, attributes) => load(resolve(dirname(referrer.identifier), specifier), attributes);
  function make(path, attributes) {
    if (attributes?.type === 'json') {
      const value = vm.runInContext('JSON', context).parse(read(path));
      return new vm.SyntheticModule(['default'], function () { this.setExport('default', value); }, { context, identifier: path });
    }
    return new vm.SourceTextModule(change(read(path), path, 'module'), { context, identifier: path, importModuleDynamically: dynamically });
  }
  const get = (path, attributes) => modules.get(path) ?? modules.set(path, make(path, attributes)).get(path);
  async function load(path, attributes) {
    const module = get(path, attributes);
    if (module.status === 'unlinked') {
      await module.link((specifier, referrer, { attributes: inner } = {}) =>
        specifier === 'asynccontext/runtime' ? runtime : get(resolve(dirname(referrer.identifier), specifier), inner));
    }
    return module;
  }
  return load;
}
