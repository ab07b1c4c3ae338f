// Patches the APIs of the table.
import { bindCallback, bindToCurrent } from './callbacks.js';
import { replaceConstructor, replaceFunction, resolvePath, type Undo } from './patch.js';
import { calls, empties, type CallRow } from './policy.js';
import { EMPTY } from './segments.js';

const { create } = Object;

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
    const { object, key } = resolvePath(path);
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
