// WeakMaps with which a page cannot tamper through WeakMap.prototype.
import { addProperties, create, setPrototypeOf } from '../../intrinsics.js';

export { isObject } from '../../intrinsics.js';

const methods = addProperties(create(null) as object, WeakMap.prototype);

/** Makes a WeakMap whose methods stay the engine's. */
export const createWeakMap = <K extends object, V>(): WeakMap<K, V> => setPrototypeOf(new WeakMap<K, V>(), methods) as WeakMap<K, V>;
