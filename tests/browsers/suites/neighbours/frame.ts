// Separate realms: frames into which the library is loaded after they were changed.

declare const document: any;

/** The global object of a frame, or of any other realm. */
export type Realm = any;

/** Makes a frame of the same origin, with nothing in it. */
export async function makeFrame(): Promise<Realm> {
  const frame = document.createElement('iframe');
  const loaded = new Promise(resolve => (frame.onload = resolve));
  frame.srcdoc = '<!doctype html><title>Frame</title><body>';
  document.body.append(frame);
  await loaded;
  return frame.contentWindow;
}

/** Loads the library into a frame. Returns the error of its evaluation, if any. */
export const loadLibrary = (frame: Realm): Promise<unknown> => loadScript(frame, '/library.js');

/** Loads a script into a frame. Returns the error of its evaluation, if any. */
export async function loadScript(frame: Realm, source: string): Promise<unknown> {
  const script = frame.document.createElement('script');
  script.src = source;
  let error: unknown;
  const note = (event: any) => {
    event.preventDefault();
    error = event.error ?? new Error(event.message);
  };
  frame.addEventListener('error', note);
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${source} does not load`));
    frame.document.body.append(script);
  });
  frame.removeEventListener('error', note);
  return error;
}

/** Makes a function of a realm. */
export const functionIn = (realm: Realm, parameters: string, body: string): any => new realm.Function(parameters, body);

/** Removes a frame. */
export const removeFrame = (frame: Realm): void => frame.frameElement.remove();

const { getOwnPropertyDescriptors, getPrototypeOf, isExtensible } = Object;

/** The names of the globals that this library uses. */
const touched =
  /^(Promise|Function|Object|Array|Reflect|Proxy|WeakMap|EventTarget|XMLHttpRequest.*|FileReader|IDB.*|WebSocket|EventSource|Animation|Element|.*Observer)$/;

/**
 * Describes all own properties of a realm's global, and those of its functions whose names match, with their prototypes.
 *
 * @param realm - The realm.
 * @param names - The names of the functions; default: those that this library uses.
 */
export function describeRealm(realm: Realm, names = touched): Map<string, unknown> {
  const described = new Map<string, unknown>();
  const describe = (path: string, object: object) => {
    described.set(`${path} extensible`, isExtensible(object));
    described.set(`${path} prototype`, getPrototypeOf(object));
    const descriptors = getOwnPropertyDescriptors(object) as Record<PropertyKey, PropertyDescriptor>;
    for (const key of Reflect.ownKeys(descriptors)) {
      for (const [name, value] of Object.entries(descriptors[key]!)) {
        // Some engines make a new array for each read.
        described.set(`${path}.${String(key)} ${name}`, Array.isArray(value) ? value.join() : value);
      }
    }
  };
  describe('globalThis', realm);
  for (const key of Object.getOwnPropertyNames(realm)) {
    const { value } = Object.getOwnPropertyDescriptor(realm, key)!;
    if (typeof value !== 'function' || !names.test(key)) continue;
    describe(key, value);
    if (typeof value.prototype === 'object' && value.prototype !== null) describe(`${key}.prototype`, value.prototype);
  }
  return described;
}

/** The properties in which two descriptions differ. */
export function differences(before: Map<string, unknown>, after: Map<string, unknown>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter(path => !before.has(path) || !after.has(path) || !Object.is(before.get(path), after.get(path)));
}
