// Streams: the callbacks of a source, a sink or a transformer run in the context of the call that causes them.
import { ownerOf, replace, type Around, type Put } from './patch.js';
import { resolve } from './resolve.js';
import { streams } from './policy.js';
import { currentContext, EMPTY, segment, touch, type Context } from './segments.js';
import { createWeakMap, isObject } from './objects.js';

const { apply, get, has } = Reflect;

/** A chunk's context, in the order of the chunks. */
interface Written {
  readonly context: Context;
  next: Written | undefined;
}

/** The contexts of the calls on a stream that cause callbacks, by method. */
interface Causes {
  /** Of the call that made the stream, or makes it flow. */
  flow: Context;
  /** Of the chunks to be written. */
  first: Written | undefined;
  last: Written | undefined;
  readonly methods: Record<string, Context | undefined>;
}

/** By stream, reader, writer and iterator. */
const records = createWeakMap<object, Causes>();

function share(value: unknown, causes: Causes): void {
  if (isObject(value) && !records.get(value)) records.set(value, causes);
}

/** The context of a callback's cause. It is never asked what is current: the engine may be calling from a microtask of another flow. */
function contextFor(callback: string, causes: Causes): Context {
  const cause = streams.causes[callback] as string;
  const { first, flow, methods } = causes;
  if (cause === 'write') {
    causes.first = first?.next;
    return first?.context ?? EMPTY;
  }
  return methods[cause] ?? methods.abort ?? flow;
}

/** A user's object, as the engine is to read it; the object itself is what its getters get. */
const reading = (object: object, change: (key: string, value: unknown) => unknown): object =>
  new Proxy(Object.create(null), {
    __proto__: null,
    get: (_: object, key: string) => change(key, get(object, key)),
    // WebKit asks before it reads.
    has: (_: object, key: string) => key === 'size' || has(object, key),
  } as ProxyHandler<object>);

/** Notes in which contexts chunks are written: the engine asks for the size of each when it comes. */
const strategyOf = (strategy: object, causes: Causes): object =>
  reading(strategy, (key, size) =>
    key === 'size' && (typeof size === 'function' || size === undefined)
      ? (...args: unknown[]) => {
          const written: Written = { context: causes.methods.write ?? causes.flow, next: undefined };
          if (causes.first) causes.last!.next = written;
          else causes.first = written;
          causes.last = written;
          return size ? apply(size, undefined, args) : 1;
        }
      : size,
  );

const constructing =
  (isRead: boolean): Around =>
  (fn, thisArgument, args) => {
    touch();
    const causes: Causes = { flow: currentContext(), first: undefined, last: undefined, methods: Object.create(null) };
    const source = args[0];
    const strategy = args[1] ?? {};
    if (isObject(source)) {
      args[0] = reading(source, (key, callback) =>
        typeof callback === 'function'
          ? (...rest: unknown[]) =>
              streams.causes[key] ? segment(contextFor(key, causes), callback, source, rest) : apply(callback, source, rest)
          : callback,
      );
      if (!isRead && isObject(strategy)) args[1] = strategyOf(strategy, causes);
    }
    const stream = apply(fn, thisArgument, args);
    share(stream, causes);
    share(stream.readable, causes);
    share(stream.writable, causes);
    return stream;
  };

/** Says that a call makes a stream flow. */
function flow(stream: unknown, context: Context): void {
  const causes = records.get(stream as object);
  if (causes) {
    causes.flow = context;
    causes.methods.read = undefined;
  }
}

let isIteratorPatched = false;

const causing =
  (method: string): Around =>
  (fn, thisArgument, args) => {
    const causes = records.get(thisArgument as object);
    if (!causes) return apply(fn, thisArgument, args);
    touch();
    const context = currentContext();
    const { methods } = causes;
    const isCause = causeMethods[method];
    // A second close is in vain, and reads that wait are as one.
    if (isCause) methods[method] = (method !== 'read' && methods[method]) || context;
    else {
      flow(thisArgument, context);
      // Of pipeTo, and of pipeThrough.
      if (isObject(args[0])) {
        flow(args[0], context);
        flow((args[0] as TransformStream).writable, context);
      }
    }
    try {
      const result = apply(fn, thisArgument, args);
      if (!isCause) share(result, causes);
      const next = !isIteratorPatched && ownerOf(result, 'next');
      if (next) {
        // The class of the iterators is found by means of one.
        isIteratorPatched = true;
        replace([], next, 'next', causing('read'));
      }
      return result;
    } finally {
      methods.write = undefined;
    }
  };

const causeMethods: Record<string, true> = Object.create(null);
for (const callback in streams.causes) causeMethods[streams.causes[callback] as string] = true;

/** Patches streams. */
export function patchStreams(put: Put): void {
  for (const { name, key } of resolve(streams.constructors)) put(name, constructing(key === 'ReadableStream'));
  for (const { name, key } of resolve(streams.methods)) put(name, causing(key));
}
