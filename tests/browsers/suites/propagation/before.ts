// What the patched functions look like before anything is patched: to be imported before the first Variable is made.
import { calls, empties, tasks } from '../../../../src/carriers/browser/policy.js';

const global = globalThis as Record<string, any>;
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;

/** The value that a path from the global leads to; undefined where the engine has none. */
export const resolve = (path: string): any => {
  const [owner, key] = ownerAndKey(path);
  return owner && getOwnPropertyDescriptor(owner, key)!.value;
};

function ownerAndKey(path: string): [object | undefined, string] {
  const keys = path.split('.');
  const key = keys.pop()!;
  let owner = keys.reduce((object: any, step) => object?.[step], global) as object | undefined;
  while (owner && !getOwnPropertyDescriptor(owner, key)) owner = getPrototypeOf(owner) ?? undefined;
  return [owner, key];
}

/** Every function that the table has patched. */
export const paths: readonly string[] = [
  ...calls.map(({ path }) => path),
  ...empties,
  ...tasks.flatMap(({ starts, ends = [] }) => [...starts, ...ends]),
  'EventTarget.prototype.addEventListener',
  'EventTarget.prototype.removeEventListener',
];

/** Event handler properties that are patched, of each kind of object. */
export const handlers: readonly string[] = [
  'XMLHttpRequestEventTarget.prototype.onload', 'XMLHttpRequest.prototype.onreadystatechange', 'FileReader.prototype.onload',
  'IDBRequest.prototype.onsuccess', 'IDBOpenDBRequest.prototype.onblocked', 'IDBTransaction.prototype.oncomplete',
  'IDBDatabase.prototype.onerror', 'WebSocket.prototype.onopen', 'EventSource.prototype.onopen', 'Animation.prototype.onfinish',
];

const messageOf = (error: any): string => `${error?.name}: ${error?.message}`;

/** What a call throws, or rejects with. */
export async function errorOf(fn: () => unknown): Promise<string> {
  try {
    await fn();
  } catch (error) {
    return messageOf(error);
  }
  return 'none';
}

const appearance = (fn: Function) => ({
  type: typeof fn,
  tag: Object.prototype.toString.call(fn),
  length: fn.length,
  name: fn.name,
  keys: Reflect.ownKeys(fn).map(String),
  native: /^function [\w ]*\(\) \{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(fn)),
  prototype: getPrototypeOf(fn) === Function.prototype,
});

/** All that can be seen of a property, but for the identity of its functions. */
export function look(path: string): Record<string, unknown> | undefined {
  const [owner, key] = ownerAndKey(path);
  if (!owner) return undefined;
  const { value, get, set, ...attributes } = getOwnPropertyDescriptor(owner, key)!;
  return { attributes, ...(value && appearance(value)), ...(get && { get: appearance(get) }), ...(set && { set: appearance(set) }) };
}

/** Static, and asks the user whatever its `this` is. */
const asks = 'Notification.requestPermission';
/** What a call without arguments, on an object that the function is not for, throws. */
export const misuse = (path: string): Promise<string> =>
  errorOf(() => (path === asks ? undefined : Reflect.apply(resolve(path), path.includes('.') ? {} : undefined, [])));

/** Calls with bad arguments. */
export const mistakes: Record<string, () => unknown> = {
  'queueMicrotask(5)': () => global.queueMicrotask(5),
  'requestAnimationFrame({})': () => global.requestAnimationFrame({}),
  'locks.request(name, 5)': () => global.navigator.locks.request('name', 5),
  'locks.request(name)': () => global.navigator.locks.request('name'),
  'toBlob(5)': () => global.document.createElement('canvas').toBlob(5),
  'addEventListener("load")': () => new EventTarget().addEventListener.call(new EventTarget(), 'load', ...([] as unknown as [null])),
  'addEventListener("load", 5)': () => new EventTarget().addEventListener('load', 5 as any),
  'addEventListener(symbol, …)': () => new EventTarget().addEventListener(Symbol() as any, () => {}),
  'addEventListener("load", …, { signal: 5 })': () => new EventTarget().addEventListener('load', () => {}, { signal: 5 } as any),
  'removeEventListener("load", 5)': () => new EventTarget().removeEventListener('load', 5 as any),
  'send() unopened': () => new global.XMLHttpRequest().send(),
  'readAsText({})': () => new global.FileReader().readAsText({}),
  'indexedDB.open()': () => global.indexedDB.open(),
  'indexedDB.open(name, -1)': () => global.indexedDB.open('name', -1),
  'new WebSocket()': () => new global.WebSocket(),
  'new WebSocket(bad address)': () => new global.WebSocket('http://:'),
  'new EventSource()': () => new global.EventSource(),
  'new MutationObserver(5)': () => new global.MutationObserver(5),
  'animate(5)': () => global.document.createElement('p').animate(5),
  'a getter on another object': () => Reflect.get(global.FileReader.prototype, 'onload', {}),
  'a setter on another object': () => Reflect.set(global.FileReader.prototype, 'onload', () => {}, {}),
};

/** What it all was. */
export const looks = new Map([...paths, ...handlers].map(path => [path, look(path)]));
export const misuses = new Map(paths.filter(path => looks.get(path)).map(path => [path, misuse(path)]));
export const errors = new Map(Object.entries(mistakes).map(([name, mistake]) => [name, errorOf(mistake)]));
export const natives = new Map(paths.map(path => [path, resolve(path)]));

/** A reader with a listener from before the installation. */
export const early = { reader: new global.FileReader(), calls: 0, listener: () => void early.calls++ };
early.reader.addEventListener('load', early.listener);
