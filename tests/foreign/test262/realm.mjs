// A realm for one run of one test, with test262's harness and the lane's script.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import vm from 'node:vm';

/** The number of turns of the event loop that an asynchronous test may take. */
const TURNS = 200;
const LIMIT = 30_000; // ms, against an endless loop

const sources = new Map();
const read = path => sources.get(path) ?? sources.set(path, readFileSync(path, 'utf8')).get(path);
const scripts = new Map();
/** Compiles each script once for all realms. */
const scriptOf = path => scripts.get(path) ?? scripts.set(path, new vm.Script(read(path), { filename: path })).get(path);

/** @typedef {{ runtime: object, inContext(fn: () => unknown): unknown }} Installed transformed code's runtime; a function that calls another in a context */
/**
 * @typedef {object} Run
 * @property {string} path
 * @property {string} source
 * @property {string} mode
 * @property {string[]} includes
 * @property {Set<string>} flags
 * @property {string} checkout
 * @property {(realm: object) => Installed} [install] installs the library in a realm
 * @property {boolean} [isEverywhere] whether realms that the test makes get the library, too
 * @property {(code: string, path: string, mode: string) => string} change
 */

/**
 * Runs a test.
 *
 * @param {Run} run
 * @returns {Promise<{ name: string, message: string } | undefined>} the error that the test failed with, if it failed
 */
export async function runInRealm({ path, source, mode, includes, flags, checkout, install, isEverywhere, change }) {
  let print = () => {};
  const { context, installed } = createRealm(text => print(text), { install, isEverywhere });
  const global = vm.runInContext('this', context);
  const runtime = installed?.runtime;
  if (runtime) Object.defineProperty(global, 'require', { value: () => runtime, writable: true, configurable: true, enumerable: false });
  const raw = flags.has('raw');
  const needed = raw ? [] : ['assert.js', 'sta.js', ...(flags.has('async') ? ['doneprintHandle.js'] : []), ...includes];
  for (const name of needed) scriptOf(join(checkout, 'harness', name)).runInContext(context);
  const done = flags.has('async')
    ? new Promise(resolveDone => {
        let isDone = false;
        const end = failure => {
          isDone = true;
          resolveDone(failure);
        };
        print = text => end(/Test262:AsyncTestComplete/.test(text) ? undefined : { name: 'async', message: String(text) });
        // Counts turns of the event loop, not time: a realm has no timers, so code that has not finished by then waits for nothing.
        (async () => {
          for (let turn = 0; turn < TURNS && !isDone; turn++) await sleep(1);
          if (!isDone) end({ name: 'async', message: `not done after ${TURNS} turns of the event loop` });
        })();
      })
    : undefined;
  const load = createLoader({ context, runtime, change });
  // Runs the code in a context, so that there is one to keep.
  const evaluate = fn => (installed ? installed.inContext(fn) : fn());
  try {
    if (mode === 'module') {
      const main = await load(path);
      await evaluate(() => main.evaluate());
    } else {
      const text = mode === 'strict' ? `"use strict";\n${source}` : source;
      const importModuleDynamically = (specifier, _referrer, attributes) => load(resolve(dirname(path), specifier), attributes);
      evaluate(() => vm.runInContext(change(text, path, mode), context, { filename: path, importModuleDynamically, timeout: LIMIT }));
    }
  } catch (error) {
    return { name: String(error?.constructor?.name ?? error?.name), message: String(error?.message ?? error), phase: error?.phase };
  }
  return done;
}

function createRealm(print, { install, isEverywhere }) {
  const context = vm.createContext({});
  const global = vm.runInContext('this', context);
  const host = vm.runInContext(
    `({ global: this, gc: undefined, evalScript: undefined, createRealm: undefined, detachArrayBuffer: buffer => void structuredClone?.(buffer, { transfer: [buffer] }),
       get IsHTMLDDA() { return undefined; }, agent: {} })`,
    context,
  );
  host.gc = globalThis.gc;
  host.evalScript = code => vm.runInContext(code, context);
  host.createRealm = () => createRealm(print, { install: isEverywhere ? install : undefined, isEverywhere }).host;
  host.AbstractModuleSource = undefined;
  Object.defineProperties(global, {
    $262: { value: host, writable: true, configurable: true },
    print: { value: print, writable: true, configurable: true },
  });
  return { context, host, installed: install?.(context) };
}

/** Makes a loader that loads modules from disk into a realm, each once. */
function createLoader({ context, runtime: exports, change }) {
  const modules = new Map();
  const runtime =
    exports &&
    new vm.SyntheticModule(
      Object.keys(exports),
      function () {
        for (const name of Object.keys(exports)) this.setExport(name, exports[name]);
      },
      { context },
    );
  const dynamically = (specifier, referrer, attributes) => load(resolve(dirname(referrer.identifier), specifier), attributes);
  function make(path, attributes) {
    if (attributes?.type === 'json') {
      const value = vm.runInContext('JSON', context).parse(read(path));
      return new vm.SyntheticModule(
        ['default'],
        function () {
          this.setExport('default', value);
        },
        { context, identifier: path },
      );
    }
    return new vm.SourceTextModule(change(read(path), path, 'module'), { context, identifier: path, importModuleDynamically: dynamically });
  }
  const get = (path, attributes) => modules.get(path) ?? modules.set(path, make(path, attributes)).get(path);
  async function load(path, attributes) {
    const module = get(path, attributes);
    if (module.status === 'unlinked') {
      await module.link((specifier, referrer, { attributes: inner } = {}) =>
        specifier === 'asynccontext/runtime' ? runtime : get(resolve(dirname(referrer.identifier), specifier), inner),
      );
    }
    return module;
  }
  return load;
}
