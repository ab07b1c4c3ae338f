// Puts AsyncContext on the global, wholly or not at all.
import { createCarrier } from '#carrier';
import { defineProperty, deleteProperty, getOwnPropertyDescriptor, setMethod } from '../src/intrinsics.js';
import type { AsyncContextObject } from '../src/index.js';
import { realmRecord } from '../src/realm.js';
import { isAsyncContext } from '../src/spec/async-context.js';
import { captureInConstructor } from './finalization-registry.js';

/** Replaces the value of a property as an assignment by the engine would: the other attributes stay. Returns what undoes it. */
function replace(object: object, key: PropertyKey, value: unknown): () => void {
  const before = getOwnPropertyDescriptor(object, key);
  if (before) defineProperty(object, key, { value });
  else setMethod(object, key, value);
  return () => void (before ? defineProperty(object, key, before) : deleteProperty(object, key));
}

/**
 * Defines `globalThis.AsyncContext` and has FinalizationRegistry capture its context, unless the engine has AsyncContext itself.
 *
 * @throws TypeError if something else is called AsyncContext, or the realm is frozen. The realm is left as it was.
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
    // The places are taken first: a realm that refuses one of them does not even get an agent.
    undo.push(replace(globalThis, 'AsyncContext', null));
    const { FinalizationRegistry: Registry } = globalThis;
    if (typeof Registry === 'function') {
      const Capturing = captureInConstructor(Registry, fn => asyncContext.Snapshot.wrap(fn));
      undo.push(replace(globalThis, 'FinalizationRegistry', Capturing));
      undo.push(replace(Registry.prototype, 'constructor', Capturing));
    }
    asyncContext = realmRecord(createCarrier).intrinsics as AsyncContextObject;
    // The first Variable installs the carrier's patches: before the page's code, so that nothing is suspended by then.
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
