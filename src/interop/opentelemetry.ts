// The entry `asynccontext/opentelemetry`: OpenTelemetry's contexts, in the runtime's AsyncLocalStorage or in a Variable.
import { createStore } from '#async-hooks';
import { ROOT_CONTEXT, type Context, type ContextManager } from '@opentelemetry/api';
import { unexpected } from '../errors.js';
import { apply, setConstant } from '../intrinsics.js';
import { bindListeners } from './listeners.js';

const call = (fn: Function, thisArg: unknown, args: unknown[]): unknown => apply(fn, thisArg, args);

/**
 * A context manager for every engine: `context.setGlobalContextManager(new AsyncContextManager().enable())`, or the `contextManager` of a
 * tracer provider's `register`.
 *
 * @see https://open-telemetry.github.io/opentelemetry-js/interfaces/_opentelemetry_api._opentelemetry_api.ContextManager.html
 */
export class AsyncContextManager implements ContextManager {
  #store = createStore<Context>(this);
  #isEnabled = true;
  /** The targets that were tied to a context already: the first stays, as with OpenTelemetry's own managers. */
  readonly #tied = new WeakSet<object>();

  /** @throws Error if `@opentelemetry/api` is too old. */
  constructor() {
    // As a CommonJS module: an ES module that imports what is not there, engines refuse by themselves.
    if (ROOT_CONTEXT === undefined) {
      throw new Error(
        "asynccontext/opentelemetry: expected the package '@opentelemetry/api' in version 0.12 or later, with ROOT_CONTEXT, found one without it. Install a later one",
      );
    }
  }

  /**
   * The current context.
   *
   * @returns What the innermost `with` around this code, or around the code that this code was started by, has set; else the root context.
   */
  active(): Context {
    return this.#store.getStore() ?? ROOT_CONTEXT;
  }

  /**
   * Calls a function with a context as the active one, in the function and in all that it starts. Once the manager is disabled, the root context stays
   * the active one.
   *
   * @param context - The context.
   * @param fn - The function.
   * @param thisArg - Its `this`.
   * @param args - Its arguments.
   * @returns What the function returns.
   * @throws TypeError if `fn` is not callable; else whatever it throws.
   */
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(context: Context, fn: F, thisArg?: ThisParameterType<F>, ...args: A): ReturnType<F> {
    if (typeof fn !== 'function') throw unexpected('AsyncContextManager.with', 'a function', fn);
    if (!this.#isEnabled) return apply(fn, thisArg, args) as ReturnType<F>;
    if (thisArg === undefined || thisArg === null) return this.#store.run(context, fn, ...args);
    return this.#store.run(context, call, fn, thisArg, args) as ReturnType<F>;
  }

  /**
   * Ties a function to a context, or the listeners that will be added to an EventEmitter or an EventTarget.
   *
   * @param context - The context.
   * @param target - The function, the emitter or the target. What is none of these is left alone.
   * @returns For a function, another with the same `length` that runs it in the context; else the target itself.
   */
  bind<T>(context: Context, target: T): T {
    if (typeof target === 'function') return this.#bindFunction(context, target) as T;
    if (typeof target === 'object' && target !== null && !this.#tied.has(target)) {
      this.#tied.add(target);
      bindListeners(target, listener => this.#bindFunction(context, listener));
    }
    return target;
  }

  /**
   * Makes a context the active one for the rest of the running code and for what follows from it: prefer `with`. In browsers it does nothing,
   * and warns, where the end of the running code cannot be seen. Part of `ContextManager` since `@opentelemetry/api` 1.10.
   *
   * @param context - The context.
   * @returns What puts back, once it is disposed of, the context that was active before. Does so once.
   */
  attach(context: Context): { dispose(): void } {
    const store = this.#store;
    const before = store.getStore();
    if (this.#isEnabled) store.enterWith(context);
    let isDisposed = !this.#isEnabled;
    return {
      dispose: () => {
        // The context from before it was disabled does not come back.
        if (isDisposed || this.#store !== store) return;
        isDisposed = true;
        store.enterWith(before);
      },
    };
  }

  /** Has a manager that was disabled work again. A new one need not be enabled. */
  enable(): this {
    this.#isEnabled = true;
    return this;
  }

  /** Forgets all contexts: the root context is the active one everywhere, in `with` and in bound functions as well, until the manager is enabled again. */
  disable(): this {
    this.#isEnabled = false;
    this.#store.disable?.();
    // No context knows the new one.
    this.#store = createStore<Context>(this);
    return this;
  }

  #bindFunction(context: Context, target: Function): Function {
    const manager = this;
    const bound = function (this: unknown, ...args: unknown[]): unknown {
      return manager.with(context, call as never, undefined, target, this, args);
    };
    setConstant(bound, 'length', target.length);
    return bound;
  }
}
