// Records how the patched functions look before anything is patched: to be imported before the first Variable is made.
import { resolve } from '../../../../src/carriers/browser/resolve.js';
import {
  attributeMethods,
  calls,
  definition,
  entrySource,
  EVENTS,
  handlerOwners,
  insertionsOfAll,
  insertionsOfOne,
  observableEvents,
  observableOperators,
  observableSource,
  observers,
  shadowSource,
  unattributed,
  streamConstructors,
  streamMethods,
  tasks,
} from '../../../../src/carriers/browser/policy.js';

const global = globalThis as Record<string, any>;
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;

const eventTypes = new Set([...Object.keys(unattributed), ...tasks.flatMap(({ events }) => Object.keys(events))]);

/** All properties that the table patches, by name, with their places. */
const places = new Map(
  [
    ...calls.map(([all]) => all),
    entrySource,
    observers,
    observableSource,
    observableOperators,
    observableEvents,
    definition,
    shadowSource,
    streamConstructors,
    streamMethods,
    ...tasks.flatMap(({ starts, ends }) => (ends ? [starts, ends] : [starts])),
    ...attributeMethods,
    insertionsOfOne,
    insertionsOfAll,
    `${EVENTS}.addEventListener,removeEventListener`,
    `${handlerOwners}.${[...eventTypes].map(type => `on${type}`).join()}`,
  ]
    .flatMap(names => names.split(' '))
    .flatMap(name => {
      const [classes = '', members] = name.split('.');
      return members ? classes.split(',').map(Class => `${Class}.${members}`) : classes;
    })
    .flatMap(name => resolve(name).map(place => [name.replace(/(?<=\.).*/, place.key), place] as const)),
);

/** The names of the properties, whether this engine has them or not. */
export const names: readonly string[] = [...places.keys()];

const descriptorOf = (name: string): PropertyDescriptor | undefined => {
  const { owner, key } = places.get(name)!;
  return owner && getOwnPropertyDescriptor(owner, key);
};

/** Whether the engine has the property. */
export const isThere = (name: string): boolean => descriptorOf(name) !== undefined;

/** The function that is replaced: the method, the constructor or the setter, or else the getter. */
export const functionOf = (name: string): Function | undefined => {
  const { value, set, get } = descriptorOf(name) ?? {};
  return value ?? set ?? get;
};

/** The engine's own function for a function's source, which zone.js replaces. */
const { toString } = Function.prototype as { toString: { __zone_symbol__OriginalDelegate?: Function } };
const sourceOf = (fn: Function): string => Reflect.apply(toString.__zone_symbol__OriginalDelegate ?? (toString as unknown as Function), fn, []);

const messageOf = (error: any): string => `${error?.name}: ${error?.message}`;

/** The error that a call throws or rejects with, as text. */
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

/** All visible facts about a property, except for the identity of its functions. */
export function look(name: string): Record<string, unknown> | undefined {
  const descriptor = descriptorOf(name);
  if (!descriptor) return undefined;
  const { value, get, set, ...attributes } = descriptor;
  const { owner } = places.get(name)!;
  return {
    attributes,
    // The other names of the object for the same function.
    same:
      value &&
      Reflect.ownKeys(owner!)
        .filter(key => getOwnPropertyDescriptor(owner!, key)!.value === value)
        .map(String),
    ...(value && appearance(value)),
    ...(get && { get: appearance(get) }),
    ...(set && { set: appearance(set) }),
  };
}

/** These ask the user, or count as a click, with any `this`. */
const asks = ['Notification.requestPermission'];
/** The error of a call without arguments, on an object for which the function is not meant. */
export const misuse = (name: string): Promise<string> =>
  errorOf(() => (asks.includes(name) ? undefined : Reflect.apply(functionOf(name)!, name.includes('.') ? {} : undefined, [])));

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

/** The state before anything is patched. */
const there = names.filter(isThere);
/** The functions that zone.js has replaced before; except those of requests, which this library patches as well. */
const ofZone = new Set(there.filter(name => !/^XMLHttpRequest\.(?:open|send|abort)$/.test(name) && !/\[native code\]/.test(sourceOf(functionOf(name)!))));
export const isOfZone = (name: string): boolean => ofZone.has(name);
export const looks = new Map(there.map(name => [name, look(name)]));
export const misuses = new Map(there.map(name => [name, misuse(name)]));
export const errors = new Map(Object.entries(mistakes).map(([name, mistake]) => [name, errorOf(mistake)]));
export const natives = new Map(there.map(name => [name, functionOf(name)]));

/** A reader with listeners from before the installation. */
export const early = { reader: new global.FileReader(), calls: 0, listener: () => void early.calls++, again: () => void early.calls++ };
early.reader.addEventListener('load', early.listener);
early.reader.addEventListener('progress', early.again);

/** Methods that libraries keep to compare them later. */
export const cursorMethods = Object.fromEntries(['advance', 'continue', 'continuePrimaryKey'].map(name => [name, global.IDBCursor.prototype[name]]));

/** Observers and listeners for changes of elements that were registered before the installation, with the functions that they call. */
export const watching = 'document' in global ? watch() : undefined;
function watch() {
  const { document } = global;
  const told: Record<'observer' | 'slot' | 'element', () => void> = { observer() {}, slot() {}, element() {} };
  const observed = document.createElement('p');
  new global.MutationObserver(() => told.observer()).observe(observed, { attributes: true });
  const host = document.createElement('div');
  host.attachShadow({ mode: 'open' }).innerHTML = '<slot></slot>';
  host.shadowRoot.firstChild.addEventListener('slotchange', () => told.slot());
  class Early extends global.HTMLElement {
    static formAssociated = true;
    formResetCallback(): void {
      told.element();
    }
  }
  global.customElements.define('early-element', Early);
  const form = document.createElement('form');
  form.innerHTML = '<early-element></early-element><button type=reset></button>';
  document.body.append(form, host);
  return { told, observed, host, form };
}
