// Observables: an observable of a promise calls its observers in the context of the subscription; one of events calls them in the context of a listener.
import { apply, asyncIterator, get, isCallable, isObject, isPrototypeOf, iterator } from '../../intrinsics.js';
import { expectReaction, reading } from './callbacks.js';
import { isListenedTo, optionsOf, typeOf } from './events.js';
import { prototype } from './native-promise.js';
import type { Around } from './patch.js';
import { observableEvents, observableOperators, observableSource } from './policy.js';
import { put } from './resolve.js';

type Subscriber = Record<'next' | 'error' | 'complete', (value?: unknown) => void> & { readonly signal: AbortSignal };
type ObservableClass = new (subscribe: (subscriber: Subscriber) => void) => object;

/** Patches observables, if there are any. */
export function patchObservables(): void {
  const { Observable } = globalThis as { Observable?: ObservableClass };
  if (!isCallable(Observable)) return;

  /** Replaces a promise or an iterable, to which the engine would react without an await. */
  const converted = (value: unknown): unknown => {
    if (!isObject(value) || apply(isPrototypeOf, Observable.prototype, [value])) return value;
    if (apply(isPrototypeOf, prototype, [value]) && !(asyncIterator in value) && !(iterator in value)) return observed(value);
    return iterable(value);
  };

  // https://wicg.github.io/observable/#observable-convert-to-an-observable, "If value is a Promise"
  const observed = (promise: object): object =>
    new Observable(subscriber => {
      const next = (value: unknown): void => {
        subscriber.next(value);
        subscriber.complete();
      };
      apply(get(prototype, 'then'), promise, [next, (reason: unknown) => subscriber.error(reason)]);
    });

  const converting: Around = (fn, thisArgument, args) => {
    if (args.length > 0) args[0] = converted(args[0]);
    return apply(fn, thisArgument, args);
  };
  put(observableSource, converting);
  put(observableOperators, (fn, thisArgument, args) => {
    const callback = args[0];
    if (isCallable(callback)) args[0] = (...rest: unknown[]) => converted(apply(callback, undefined, rest));
    return apply(fn, thisArgument, args);
  });

  put(observableEvents, (fn, target, args) => {
    const options = optionsOf(args, 1) as object | undefined;
    const type = typeOf(args);
    const events = apply(fn, target, args);
    if (!isListenedTo(type)) return events;
    return new Observable(subscriber => {
      const listener = (event: unknown): void => subscriber.next(event);
      (target as EventTarget).addEventListener(type as string, listener, { ...options, signal: subscriber.signal });
    });
  });
}

/** Wraps an iterable for the engine; if `isFollowed`, wraps an async iterator, whose methods return promises to which the engine reacts. */
const iterable = (object: object, isFollowed?: boolean): object =>
  reading(object, (key, method) =>
    isCallable(method)
      ? (...args: unknown[]) => {
          const result = apply(method, object, args);
          if (isFollowed) expectReaction(result);
          return key === asyncIterator && isObject(result) ? iterable(result, true) : result;
        }
      : method,
  );
