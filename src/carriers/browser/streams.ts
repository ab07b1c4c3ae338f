// Streams: the callbacks of a source, a sink or a transformer run in the context of the call that causes them.
import { apply, create, get, isCallable, isObject } from '../../intrinsics.js';
import { reading } from './callbacks.js';
import { ownerOf, replace, type Around } from './patch.js';
import { put, resolve } from './resolve.js';
import { streamCallbacks, streamCauses, streamConstructors, streamMethods } from './policy.js';
import { currentContext, EMPTY, segment, extendRegion, type Context } from './segments.js';
import { createWeakMap } from './objects.js';
import { causes as eventCauses } from './tasks.js';

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
  /** Whether there is a callback for chunks: else the engine does with them what it does. */
  takesChunks?: boolean;
  readonly methods: Record<string, Context | undefined>;
}

// Realms without streams may lack it.
const { WeakRef } = globalThis as Partial<typeof globalThis>;
const deref = WeakRef?.prototype.deref as Function;

/** By stream, reader, writer and iterator. The callbacks hold the causes: engines let go of these when a stream ends, and of its contexts with them. */
const records = createWeakMap<object, WeakRef<Causes>>();

function causesOf(value: unknown): Causes | undefined {
  const ref = records.get(value as object);
  return ref && (apply(deref, ref, []) as Causes | undefined);
}

function share(value: unknown, causes: Causes): void {
  if (isObject(value) && !records.get(value)) records.set(value, new WeakRef!(causes));
}

/** The context of a callback's cause. It is never asked what is current: the engine may be calling from a microtask of another flow. */
function contextFor(callback: string, causes: Causes): Context {
  const cause = streamCallbacks[callback] ?? callback;
  const { first, flow, methods } = causes;
  if (cause === 'write') {
    causes.first = first?.next;
    return first?.context ?? EMPTY;
  }
  return methods[cause] ?? methods.abort ?? flow;
}

/** The context in which a sink's signal is aborted. */
function contextOfAbort(signal: unknown): Context {
  const causes = causesOf(signal);
  return causes ? contextFor('abort', causes) : EMPTY;
}

/**
 * A strategy. That of the side that is written to notes in which contexts chunks are written: the engine asks for the size of each when it comes. That of the
 * side that is read, of a TransformStream: where no callback of the page's puts chunks out, the engine may do it in a microtask of another flow.
 */
const sizing = (strategy: object, causes: Causes, isWritten: boolean): object =>
  reading(strategy, (key, size) =>
    key === 'size' && (size === undefined || isCallable(size))
      ? (...args: unknown[]) => {
          const { takesChunks, methods, first } = causes;
          const context = isWritten ? (methods.write ?? causes.flow) : takesChunks ? currentContext() : EMPTY;
          if (isWritten && takesChunks) {
            const written: Written = { context, next: undefined };
            if (first) causes.last!.next = written;
            else causes.first = written;
            causes.last = written;
          }
          return size ? segment(context, size, undefined, args) : 1;
        }
      : size,
  );

const constructing =
  (Class: string): Around =>
  (fn, thisArgument, args) => {
    extendRegion();
    const causes: Causes = { flow: currentContext(), first: undefined, last: undefined, methods: create(null) };
    const source = args[0];
    const strategy = args[1] ?? {};
    if (isObject(source)) {
      args[0] = reading(source, (key, callback) => {
        if (!isCallable(callback)) return callback;
        if (key === 'write' || key === 'transform') causes.takesChunks = true;
        return (...rest: unknown[]) => {
          if (key === 'start' || key === 'write') {
            // That of a sink's controller. The engine aborts it, and its listeners are to see the context of the abort.
            const { signal } = rest[rest.length - 1] as { signal?: unknown };
            if (isObject(signal)) {
              share(signal, causes);
              eventCauses.set(signal, contextOfAbort);
            }
          }
          return key === 'start' ? apply(callback, source, rest) : segment(contextFor(key as string, causes), callback, source, rest);
        };
      });
    }
    if (Class !== 'ReadableStream' && isObject(strategy)) args[1] = sizing(strategy, causes, true);
    // Where there is no transformer, or none that transforms, the engine enqueues chunks by itself.
    if (Class === 'TransformStream' && isObject(args[2])) args[2] = sizing(args[2], causes, false);
    const stream = apply(fn, thisArgument, args);
    share(stream, causes);
    // Those of a TransformStream: what a subclass has under these names may not be there yet.
    const { prototype } = (globalThis as Record<string, any>)[Class];
    share(get(prototype, 'readable', stream), causes);
    share(get(prototype, 'writable', stream), causes);
    return stream;
  };

/** Says that a call makes a stream flow. */
function flow(stream: unknown, context: Context): void {
  const causes = causesOf(stream);
  if (causes) {
    causes.flow = context;
    causes.methods.read = undefined;
  }
}

const causing =
  (method: string): Around =>
  (fn, thisArgument, args) => {
    extendRegion();
    const context = currentContext();
    // The stream that is piped may be the engine's.
    if (method === 'pipeTo') flow(args[0], context);
    if (method === 'pipeThrough' && isObject(args[0])) args[0] = reading(args[0], (key, stream) => (key === 'writable' && flow(stream, context), stream));
    const causes = causesOf(thisArgument);
    if (!causes) return apply(fn, thisArgument, args);
    const { methods } = causes;
    const isCause = streamCauses[method];
    // A second close is in vain, and reads that wait are as one.
    if (isCause) methods[method] = (method !== 'read' && methods[method]) || context;
    else flow(thisArgument, context);
    try {
      const result = apply(fn, thisArgument, args);
      if (method === 'tee') {
        share((result as unknown[])[0], causes);
        share((result as unknown[])[1], causes);
      } else if (!isCause) share(result, causes);
      // The class of the iterators is found by means of one.
      replace(ownerOf(result, 'next'), 'next', nextOf);
      return result;
    } finally {
      methods.write = undefined;
    }
  };

const nextOf = causing('read');

/** Patches streams. */
export function patchStreams(): void {
  for (const place of resolve(streamConstructors)) put([place], constructing(place.key));
  for (const place of resolve(streamMethods)) put([place], causing(place.key));
}
