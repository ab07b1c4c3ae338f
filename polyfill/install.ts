// Defines the global AsyncContext. If a step fails, undoes the others.
import { createCarrier } from '#carrier';
import { defineProperty, deleteProperty, getOwnPropertyDescriptor, setMethod } from '../src/intrinsics.js';
import type { AsyncContextObject } from '../src/index.js';
import { realmRecord } from '../src/realm.js';
import { isAsyncContext } from '../src/spec/async-context.js';
import { captureInConstructor } from './finalization-registry.js';

/** Replaces the value of a property, keeping its other attributes. Returns a function that undoes it. */
function replace(object: object, key: PropertyKey, value: unknown): () => void {
  const before = getOwnPropertyDescriptor(object, key);
  if (before) defineProperty(object, key, { value });
  else setMethod(object, key, value);
  return () => void (before ? defineProperty(object, key, before) : deleteProperty(object, key));
}

/**
 * Defines `globalThis.AsyncContext`, and makes FinalizationRegistry capture its context, unless the engine has AsyncContext itself.
 *
 * @throws TypeError if the global AsyncContext is another object, or the realm is frozen. The realm is left as it was.
 */
export function install(): void {
  const { AsyncContext: own } = globalThis as { AsyncContext?: unknown };
  if (isAsyncContext(own)) return;
  if (own !== undefined) {
    throw new TypeError(
      'asynccontext/polyfill: expected globalThis.AsyncContext to be undefined or that of the TC39 proposal, got something else ' +
        `(${typeof own}). Import 'asynccontext' instead.`,
    );
  }
  let asyncContext!: AsyncContextObject;
  const undo: (() => void)[] = [];
  try {
    // The properties are defined first, so that a realm which rejects one of them does not even get an agent.
    undo.push(replace(globalThis, 'AsyncContext', null));
    const { FinalizationRegistry: Registry } = globalThis;
    if (typeof Registry === 'function') {
      const Capturing = captureInConstructor(Registry, fn => asyncContext.Snapshot.wrap(fn));
      undo.push(replace(globalThis, 'FinalizationRegistry', Capturing));
      undo.push(replace(Registry.prototype, 'constructor', Capturing));
    }
    asyncContext = realmRecord(createCarrier).intrinsics as AsyncContextObject;
    // The first Variable installs the carrier's patches, before any code of the page is suspended.
    new asyncContext.Variable();
    replace(globalThis, 'AsyncContext', asyncContext);
  } catch (cause) {
    for (const step of undo.reverse()) step();
    throw new TypeError(
      'asynccontext/polyfill: expected a realm whose global object can be changed, got a frozen one. Import it before that, or ' +
        "import 'asynccontext' instead.",
      { cause },
    );
  }
}
