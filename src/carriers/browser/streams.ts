// Streams: the callbacks of a source, a sink or a transformer run in the context of the call that causes them.
import { apply, create, get, isCallable, isObject } from '../../intrinsics.js';
import { reading } from './callbacks.js';
import { ownerOf, replace, type Around } from './patch.js';
import { put, resolve } from './resolve.js';
import { streamCallbacks, streamCauses, streamConstructors, streamMethods } from './policy.js';
import { currentContext, EMPTY, segment, extendRegion, type Context } from './segments.js';
import { createWeakMap } from './objects.js';
import { causes as eventCauses } from './tasks.js';

/** The context in which a chunk was written, in a list in the order of the chunks. */
interface Written {
  readonly context: Context;
  next: Written | undefined;
}

/** The contexts of the calls on a stream that cause callbacks. */
interface Causes {
  /** The context of the call that made the stream, or of the last one that made it flow. */
  flow: Context;
  /** The contexts of the chunks to be written. */
  first: Written | undefined;
  last: Written | undefined;
  /** Whether there is a callback for chunks. If not, the engine handles them. */
  takesChunks?: boolean;
  /** The contexts of calls, by method. */
  readonly methods: Record<string, Context | undefined>;
}

// Realms without streams may lack WeakRef.
const { WeakRef } = globalThis as Partial<typeof globalThis>;
const deref = WeakRef?.prototype.deref as Function;

/**
 * The causes by stream, reader, writer and iterator. Only the callbacks hold the causes strongly: engines release the callbacks when a stream
 * ends, and so the contexts.
 */
const records = createWeakMap<object, WeakRef<Causes>>();

function causesOf(value: unknown): Causes | undefined {
  const ref = records.get(value as object);
  return ref && (apply(deref, ref, []) as Causes | undefined);
}

function share(value: unknown, causes: Causes): void {
  if (isObject(value) && !records.get(value)) records.set(value, new WeakRef!(causes));
}

/** The context of a callback's cause. The current context is not used, because the engine may call from a microtask of another flow. */
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
 * Wraps a strategy. The engine calls `size` for each chunk when the chunk is written. So the strategy of the writable side records the contexts
 * in which chunks are written. The strategy of the readable side of a TransformStream calls `size` in the empty context if no callback of the
 * page enqueues chunks, because the engine may enqueue them in a microtask of another flow.
 *
 * @param isWritten - Whether the strategy is that of the writable side.
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
            // The signal of a sink's controller. The engine aborts it, and its listeners must run in the context of the abort.
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
    // Without a `transform` callback, the engine enqueues chunks by itself.
    if (Class === 'TransformStream' && isObject(args[2])) args[2] = sizing(args[2], causes, false);
    const stream = apply(fn, thisArgument, args);
    share(stream, causes);
    // The two sides of a TransformStream, read from the prototype, because a subclass's members of these names may not be initialized yet.
    const { prototype } = (globalThis as Record<string, any>)[Class];
    share(get(prototype, 'readable', stream), causes);
    share(get(prototype, 'writable', stream), causes);
    return stream;
  };

/** Records that a call in a context makes a stream flow. */
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
    // The piped stream may be one that the engine has made, without causes.
    if (method === 'pipeTo') flow(args[0], context);
    if (method === 'pipeThrough' && isObject(args[0])) args[0] = reading(args[0], (key, stream) => (key === 'writable' && flow(stream, context), stream));
    const causes = causesOf(thisArgument);
    if (!causes) return apply(fn, thisArgument, args);
    const { methods } = causes;
    const isCause = streamCauses[method];
    // Of several calls of `close` the first counts; of reads that wait, the last.
    if (isCause) methods[method] = (method !== 'read' && methods[method]) || context;
    else flow(thisArgument, context);
    try {
      const result = apply(fn, thisArgument, args);
      if (method === 'tee') {
        share((result as unknown[])[0], causes);
        share((result as unknown[])[1], causes);
      } else if (!isCause) share(result, causes);
      // The class of iterators is no global: it is found from an iterator.
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
