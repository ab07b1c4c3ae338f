// The entry `asynccontext/opentelemetry`: a context manager of OpenTelemetry on the runtime's AsyncLocalStorage, or on a Variable.
import { createStore } from '#async-hooks';
import { ROOT_CONTEXT, type Context, type ContextManager } from '@opentelemetry/api';
import { unexpected } from '../errors.js';
import { apply, setConstant } from '../intrinsics.js';
import { bindListeners } from './listeners.js';

const call = (fn: Function, thisArg: unknown, args: unknown[]): unknown => apply(fn, thisArg, args);

/**
 * A context manager for every engine. Pass it to `context.setGlobalContextManager(new AsyncContextManager().enable())`, or as the `contextManager`
 * of a tracer provider's `register`.
 *
 * @see https://open-telemetry.github.io/opentelemetry-js/interfaces/_opentelemetry_api._opentelemetry_api.ContextManager.html
 */
export class AsyncContextManager implements ContextManager {
  #store = createStore<Context>(this);
  #isEnabled = true;
  /** The targets that are tied to a context already. The first context stays, as with OpenTelemetry's own managers. */
  readonly #tied = new WeakSet<object>();

  /** @throws Error if `@opentelemetry/api` is too old. */
  constructor() {
    // Only in CommonJS: an ES module that imports a missing name does not load.
    if (ROOT_CONTEXT === undefined) {
      throw new Error(
        "asynccontext/opentelemetry: expected the package '@opentelemetry/api' in version 0.12 or later, with ROOT_CONTEXT, found one without it. Install a later one",
      );
    }
  }

  /**
   * Returns the current context.
   *
   * @returns The context set by the innermost `with` around this code, or around the code that started this code; else the root context.
   */
  active(): Context {
    return this.#store.getStore() ?? ROOT_CONTEXT;
  }

  /**
   * Calls a function with a context as the active one: during the call, and in everything that the function starts. While the manager is disabled, the
   * root context stays the active one.
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
   * Ties a function to a context; or the listeners that will be added to an EventEmitter or an EventTarget.
   *
   * @param context - The context.
   * @param target - The function, the emitter or the target. Any other value is left alone.
   * @returns For a function, a function with the same `length` that runs it in the context; else `target` itself.
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
   * Makes a context the active one for the rest of the running code and for everything that it starts. Prefer `with`: in browsers `attach` does
   * nothing, and warns, where the end of the running code is not known. Part of `ContextManager` since `@opentelemetry/api` 1.10.
   *
   * @param context - The context.
   * @returns An object whose `dispose` restores the context that was active before. Only the first call of `dispose` has an effect.
   */
  attach(context: Context): { dispose(): void } {
    const store = this.#store;
    const before = store.getStore();
    if (this.#isEnabled) store.enterWith(context);
    let isDisposed = !this.#isEnabled;
    return {
      dispose: () => {
        // If the manager was disabled since, the context before is not restored.
        if (isDisposed || this.#store !== store) return;
        isDisposed = true;
        store.enterWith(before);
      },
    };
  }

  /**
   * Enables a disabled manager. A new manager is enabled.
   *
   * @returns The manager.
   */
  enable(): this {
    this.#isEnabled = true;
    return this;
  }

  /**
   * Forgets all contexts. Until the manager is enabled again, the root context is the active one everywhere, in `with` and in bound functions too.
   *
   * @returns The manager.
   */
  disable(): this {
    this.#isEnabled = false;
    this.#store.disable?.();
    // No context has a value in the new store.
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
