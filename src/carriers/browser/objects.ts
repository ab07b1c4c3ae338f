// WeakMaps of patches, out of reach of a page that changes WeakMap.prototype.
import { addProperties, create, setPrototypeOf } from '../../intrinsics.js';

export { isObject } from '../../intrinsics.js';

const methods = addProperties(create(null) as object, WeakMap.prototype);

/** Makes a WeakMap whose methods are the engine's for ever. */
export const createWeakMap = <K extends object, V>(): WeakMap<K, V> => setPrototypeOf(new WeakMap<K, V>(), methods) as WeakMap<K, V>;
