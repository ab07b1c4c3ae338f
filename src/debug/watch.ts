// Records callbacks that are kept, with the place and the context: functions that are put into arrays, maps and sets, alone or in an object.
import { apply, getPrototypeOf } from '../intrinsics.js';
import { alone } from './busy.js';
import type { Alive, Kept, Taken, Watch } from './host.js';
import { capture, type Frame } from './stack.js';
import { currentTrace, type Trace } from './trace.js';

const { toString } = Function.prototype;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { get: getWeak, set: setWeak } = WeakMap.prototype;

const kept = new WeakMap<Function, Kept>();
const noteOf = (fn: Function): Kept | undefined => apply(getWeak, kept, [fn]) as Kept | undefined;

/** The last record for each function text, for callers that know only the text of a function. */
const byText = new Map<string, Kept>();
/** The kept callbacks that were fetched last. Never changed in place. */
let taken: Taken[] = [];
const MANY = 32;

/** The record of a function that was kept in a context, by its text. Other functions may have the same text. */
export const keptAs = (text: string): Kept | undefined => byText.get(text);

/** The functions that were kept in a flow, and were not seen to be removed since. */
const alive = new Set<WeakRef<Function>>();
const refs = new WeakMap<Function, WeakRef<Function>>();
const MOST = 5_000;

function remember(fn: Function): void {
  for (const ref of alive) {
    if (alive.size < MOST && ref.deref() !== undefined) break;
    alive.delete(ref);
  }
  const ref = refs.get(fn) ?? new WeakRef(fn);
  refs.set(fn, ref);
  alive.add(ref);
}

/** Whether two stacks have the same function on top, called from the same places. */
const isSamePlace = (a: readonly Frame[], b: readonly Frame[]): boolean =>
  a.length === b.length &&
  a.every(
    ({ url, name, line, column }, index) =>
      url === b[index]!.url && (index === 0 ? name === b[0]!.name : line === b[index]!.line && column === b[index]!.column),
  );

const forget = (value: unknown): void => eachFunction(value, fn => void alive.delete(refs.get(fn)!));

/** The callbacks that are still kept. */
export const stillKept = (): Alive[] =>
  [...alive].flatMap(ref => {
    const fn = ref.deref();
    const note = fn && noteOf(fn);
    return note ? [{ ...note, type: 'callback' }] : [];
  });

const asText = (fn: Function): string => apply(toString, fn, []) as string;

/** Calls a function with a value, if that is a function, or with each function in an own property of the value. */
function eachFunction(value: unknown, call: (fn: Function) => void): void {
  if (typeof value === 'function') return call(value);
  if (typeof value !== 'object' || value === null) return;
  const prototype: unknown = getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return;
  for (const key of Object.keys(value)) {
    const inner: unknown = getOwnPropertyDescriptor(value, key)?.value;
    if (typeof inner === 'function') call(inner);
  }
}

export const watch: Watch = {
  lastTaken: () => taken,
  keep: (value, above) =>
    void alone(() => {
      let note: Kept | undefined;
      let trace: Trace | undefined;
      eachFunction(value, fn => {
        const text = asText(fn);
        // Functions of the engine, and functions made by Snapshot.wrap, are not recorded.
        if (/\[native code\]\s*\}$/.test(text) || wrapped.has(fn)) return;
        if (note === undefined) trace = currentTrace();
        note = { text, trace, stack: note?.stack ?? capture(above, 12), since: Date.now() };
        apply(setWeak, kept, [fn, note]);
        if (trace && trace.runs.size > 0) {
          byText.set(text, note);
          remember(fn);
        }
      });
    }),
  take: (values, above, isRemoved) =>
    void alone(() => {
      const functions: Function[] = [];
      for (const value of values) eachFunction(value, fn => void (functions[functions.length] = fn));
      const notes = functions.map(noteOf);
      if (taken.length === 0 && notes.every(note => note?.trace === undefined)) return;
      // The trace is read only if a callback was kept in a flow, because Node removes resources from arrays while no context can be read.
      const trace = notes.some(note => note?.trace) ? currentTrace() : undefined;
      // Two callbacks with the same text cannot be told apart when one runs, so both must have been kept in the same context.
      const texts = functions.map((fn, index) => notes[index]?.text ?? asText(fn));
      const strange = notes.filter(
        (note): note is Kept =>
          note?.trace !== undefined && note.trace !== trace && texts.every((text, index) => text !== note.text || notes[index]?.trace === note.trace),
      );
      if (functions.length === 0 || (taken.length === 0 && strange.length === 0)) return;
      const stack = capture(above);
      // Callbacks that were fetched at the same place before have run.
      taken = [...strange.map(kept => ({ kept, stack, trace, isRemoved })), ...taken.filter(item => !isSamePlace(item.stack, stack))].slice(0, MANY);
    }),
};

/** Functions made by Snapshot.wrap. They run in their own context, whoever calls them. */
export const wrapped = new WeakSet<Function>();

type Method = (this: any, ...args: unknown[]) => unknown;

/** Replaces a method, keeping its name, length and attributes. */
export function patch(owner: object, key: string, around: (method: Method) => Method): void {
  const descriptor = getOwnPropertyDescriptor(owner, key);
  if (typeof descriptor?.value !== 'function' || !descriptor.configurable) return;
  const method = descriptor.value as Method;
  const patched = around(method);
  for (const name of ['name', 'length']) defineProperty(patched, name, { value: (method as never)[name], configurable: true });
  defineProperty(owner, key, { ...descriptor, value: patched });
}

/** Patches arrays, maps and sets to record the callbacks that are kept in them. */
export function watchStores(): void {
  const keeping = (which: (args: unknown[]) => readonly unknown[]) => (method: Method) => {
    const patched: Method = function (...args) {
      for (const value of which(args)) if (typeof value === 'function' || typeof value === 'object') watch.keep(value, patched);
      return apply(method, this, args);
    };
    return patched;
  };
  const taking = (isRemoved: boolean) => (method: Method) => {
    const patched: Method = function (...args) {
      const value = apply(method, this, args) as unknown;
      if (typeof value === 'function' || typeof value === 'object') {
        const items: unknown[] = Array.isArray(value) ? value : [value];
        watch.take(items, patched, isRemoved);
        if (isRemoved) alone(() => items.forEach(forget));
      }
      return value;
    };
    return patched;
  };
  for (const name of ['push', 'unshift'])
    patch(
      Array.prototype,
      name,
      keeping(args => args),
    );
  for (const { prototype } of [Map, WeakMap])
    patch(
      prototype,
      'set',
      keeping(args => args.slice(1)),
    );
  for (const { prototype } of [Set, WeakSet])
    patch(
      prototype,
      'add',
      keeping(args => args),
    );
  for (const name of ['shift', 'pop', 'splice']) patch(Array.prototype, name, taking(true));
  for (const { prototype } of [Map, WeakMap]) patch(prototype, 'get', taking(false));
  for (const { prototype } of [Map, WeakMap, Set, WeakSet]) {
    patch(
      prototype,
      'delete',
      method =>
        function (this: Map<unknown, unknown> | Set<unknown>, ...args: unknown[]): unknown {
          alone(() => forget('get' in this ? this.get(args[0]) : args[0]));
          return apply(method, this, args);
        },
    );
  }
  for (const { prototype } of [Map, Set]) {
    patch(
      prototype,
      'clear',
      method =>
        function (this: Map<unknown, unknown> | Set<unknown>): unknown {
          alone(() => this.forEach(forget));
          return apply(method, this, []);
        },
    );
  }
}
