// AsyncLocalStorage with Node's interface, on Variable and Snapshot: each storage is a Variable.
import { apply, setConstant, setMethod } from '../intrinsics.js';
import { enter } from './enter.js';
import { Snapshot, Variable, type Snapshot as SnapshotObject, type Variable as VariableObject } from '../index.js';
import { checkFunction, invalidType } from './invalid.js';
import { AsyncResource } from './resource.js';

const { is } = Object;

const takeSnapshot = () => new Snapshot();

/** How often a context was entered. */
let entered = 0;

function enterContext(snapshot: object): boolean {
  const done = enter(snapshot, 'AsyncLocalStorage.enterWith', 'run, or make the code a function and call AsyncLocalStorage.bind(it)()');
  if (done) entered++;
  return done;
}

/**
 * Keeps the stores of other storages that were entered during a `run`, as Node does, where `run` restores only its own store. Not in `run` itself: users
 * nest runs, and its variables would take room on the stack.
 *
 * @param variable - The Variable of the storage whose `run` has ended.
 * @param after - The context at its end.
 */
function keepEntered(variable: VariableObject<unknown, unknown>, after: SnapshotObject): void {
  const before = variable.get();
  enterContext(after.run(() => variable.run(before, takeSnapshot)));
}

export class AsyncLocalStorage {
  #variable: VariableObject<unknown, unknown>;
  readonly #options: { name: string; defaultValue: unknown };
  /** How often this storage's store was entered. */
  #entered = 0;

  constructor(options: unknown = {}) {
    if (typeof options !== 'object' || options === null || Array.isArray(options)) throw invalidType('AsyncLocalStorage', 'an object as options', options);
    const { defaultValue, name } = options as { defaultValue?: unknown; name?: unknown };
    if (typeof name === 'symbol') throw invalidType('AsyncLocalStorage', 'a string as name', name);
    this.#options = { name: name === undefined ? '' : `${name as string}`, defaultValue };
    this.#variable = new Variable(this.#options);
  }

  static bind(fn: Function): Function {
    checkFunction('AsyncLocalStorage.bind', fn);
    return AsyncResource.bind(fn);
  }

  static snapshot(): Function {
    return AsyncResource.bind((fn: Function, ...args: unknown[]) => {
      checkFunction('AsyncLocalStorage.snapshot', fn);
      return fn(...args);
    });
  }

  get name(): string {
    return this.#options.name;
  }

  getStore(): unknown {
    return this.#variable.get();
  }

  run(store: unknown, callback: Function, ...args: unknown[]): unknown {
    const variable = this.#variable;
    checkFunction('AsyncLocalStorage.prototype.run', callback);
    const enteredElsewhere = entered - this.#entered;
    let after: SnapshotObject | undefined;
    const inside = () => {
      try {
        return apply(callback, null, args);
      } finally {
        if (entered - this.#entered !== enteredElsewhere) after = takeSnapshot();
      }
    };
    try {
      return variable.run(store, inside);
    } finally {
      if (after !== undefined) keepEntered(variable, after);
    }
  }

  exit(callback: Function, ...args: unknown[]): unknown {
    checkFunction('AsyncLocalStorage.prototype.exit', callback);
    return this.run(undefined, callback, ...args);
  }

  enterWith(store: unknown): void {
    if (is(store, this.#variable.get())) return;
    if (enterContext(this.#variable.run(store, takeSnapshot))) this.#entered++;
  }

  disable(): void {
    // No context has a value of the new Variable.
    this.#variable = new Variable(this.#options);
  }

  withScope(store: unknown): RunScope {
    return new RunScope(this, store);
  }
}

// Bundlers and minifiers rename classes, and consoles show the name.
setConstant(AsyncLocalStorage, 'name', 'AsyncLocalStorage');

class RunScope {
  readonly #storage: AsyncLocalStorage;
  readonly #before: unknown;
  #disposed = false;

  constructor(storage: AsyncLocalStorage, store: unknown) {
    this.#storage = storage;
    this.#before = storage.getStore();
    storage.enterWith(store);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#storage.enterWith(this.#before);
  }
}

setConstant(RunScope, 'name', 'RunScope');

const { dispose } = Symbol as { dispose?: symbol };
if (dispose !== undefined) {
  const value = {
    [dispose](this: RunScope): void {
      this.dispose();
    },
  }[dispose];
  setMethod(RunScope.prototype, dispose, value);
}
