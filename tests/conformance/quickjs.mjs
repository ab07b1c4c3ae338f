// Runs a script in QuickJS, with a shell's `print` and `setTimeout`. Usage: node tests/conformance/quickjs.mjs FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runtime } from '../runtimes.mjs';

const { getQuickJS } = createRequire(await runtime('quickjs'))('quickjs-emscripten');
const vm = (await getQuickJS()).newContext();

/** Unwraps the result of a call. An exception ends the process. */
function check(result) {
  if (!result.error) return result.value?.dispose?.();
  const { name, message, stack } = vm.dump(result.error) ?? {};
  console.error(`${name}: ${message}\n${stack}`);
  process.exit(1);
}
function call(callback, args = []) {
  check(vm.callFunction(callback, vm.undefined, ...args));
  check(vm.runtime.executePendingJobs());
}

const define = (name, fn) => vm.newFunction(name, fn).consume(handle => vm.setProp(vm.global, name, handle));
define('print', (...args) => console.log(...args.map(argument => vm.dump(argument))));
define('setTimeout', (callback, delay) => {
  const kept = callback.dup();
  setTimeout(() => {
    call(kept);
    kept.dispose();
  }, vm.dump(delay) ?? 0);
});
check(vm.evalCode(readFileSync(process.argv[2], 'utf8'), process.argv[2]));
check(vm.runtime.executePendingJobs());
