// The values that all copies of the library in a realm have in common: made by the copy that comes first, found by the others on the global.
import { create, defineProperty } from '../intrinsics.js';
import { warnOnce } from './warn.js';

/** The values that this copy has made, where the global takes no new properties. */
const own: Record<symbol, unknown> = create(null);

/** The value of this name in the realm, if there is one. */
export const existing = (name: symbol): unknown => (globalThis as Record<symbol, unknown>)[name] ?? own[name];

/**
 * The one value of this name in the realm, made if there is none. ESM beside CommonJS, a second version in `node_modules`, a bundled copy
 * beside an external one and a module registry that was reset all get what the copy that came first has made.
 *
 * @param name - The property of the global. The version of the value's layout is in it.
 * @param create - Makes the value, if this copy is the first.
 */
export function shared<Value>(name: symbol, create: () => Value): Value {
  const found = existing(name);
  if (found !== undefined) return found as Value;
  const value = create();
  try {
    // For ever: all attributes are false.
    defineProperty(globalThis, name, { value });
  } catch {
    own[name] = value;
    warnOnce('the globals of this realm were locked down: copies of this library share no contexts. Load asynccontext before that.');
  }
  return value;
}
