// The values that all copies of the library in a realm share: the first copy makes them, the others find them on the global.
import { create, defineProperty } from '../intrinsics.js';
import { warnOnce } from './warn.js';

/** The values that this copy has made, if the global accepts no new properties. */
const own: Record<symbol, unknown> = create(null);

/** The realm's value of this name, if there is one. */
export const existing = (name: symbol): unknown => (globalThis as Record<symbol, unknown>)[name] ?? own[name];

/**
 * The realm's one value of this name, made if there is none. Further copies of the library get the value that the first copy has made: ESM
 * beside CommonJS, a second version in `node_modules`, a bundled copy beside an external one, a module registry that was reset.
 *
 * @param name - The property of the global. It contains the version of the value's layout.
 * @param create - Makes the value, if this copy is the first.
 */
export function shared<Value>(name: symbol, create: () => Value): Value {
  const found = existing(name);
  if (found !== undefined) return found as Value;
  const value = create();
  try {
    // All attributes are false, so the property can never change.
    defineProperty(globalThis, name, { value });
  } catch {
    own[name] = value;
    warnOnce('the globals of this realm were locked down: copies of this library share no contexts. Load asynccontext before that.');
  }
  return value;
}
