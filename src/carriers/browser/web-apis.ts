// Patches the APIs of the table.
import { bindCallback, bindToCurrent } from './callbacks.js';
import { replaceConstructor, replaceFunction, type Undo } from './patch.js';
import { calls, empties, type CallRow } from './policy.js';
import { EMPTY } from './segments.js';

const { create } = Object;

/** The object that a path from the global leads to, without running a getter's code more than an engine has there, and the last key. */
function resolve(path: string): { object: object | undefined; key: string } {
  const keys = path.split('.');
  const key = keys.pop() as string;
  let object: unknown = globalThis;
  for (const step of keys) object = object == null ? undefined : (object as Record<string, unknown>)[step];
  return { object: object as object | undefined, key };
}

/** Ties the callbacks among the arguments of a call to the current context. */
function bindArguments(args: unknown[], at: CallRow['at']): unknown[] {
  for (const place of at) {
    if (typeof place === 'string') {
      const options = args[0];
      const callback = typeof options === 'object' && options !== null && (options as Record<string, unknown>)[place];
      if (typeof callback === 'function') {
        // The options are the caller's: an object that inherits from them has the tied callback in its place.
        args[0] = create(options as object, { [place]: { value: bindToCurrent(callback), configurable: true } });
      }
    } else {
      const index = place < 0 ? args.length + place : place;
      if (typeof args[index] === 'function') args[index] = bindToCurrent(args[index]);
    }
  }
  return args;
}

/** Installs the patches, and notes what undoes each. */
export function patchWebAPIs(undo: Undo[]): void {
  const note = (step: Undo | undefined) => step && undo.push(step);
  for (const { path, at } of calls) {
    const { object, key } = resolve(path);
    note(replaceFunction(object, key, args => bindArguments(args, at)));
  }
  for (const name of empties) {
    note(
      replaceConstructor(globalThis, name, args => {
        if (typeof args[0] === 'function') args[0] = bindCallback(args[0], EMPTY);
        return args;
      }),
    );
  }
}
