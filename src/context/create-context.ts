// The facade: a Variable that holds the dictionary of the current task, and functions that read and write the dictionary.
import { apply, defineBare, deleteProperty, freeze, isCallable, isObject, setConstant, setMethod } from '../intrinsics.js';
import { Snapshot, Variable } from '../index.js';
import { unexpected } from '../errors.js';
import { checkFunction, checkKey, checkOptions, inheritOf, nameOf } from './checks.js';
import { copyOf, type Clone } from './copy.js';
import { Dictionary } from './dictionary.js';
import type { Context, ContextOptions, Inherit, Key, RunOptions } from './interface.js';
import { NoCurrentTaskError } from './no-current-task-error.js';

const { stringify } = JSON;
const { wrap } = Snapshot;
const { get: getOfVariable, run: runOfVariable } = Variable.prototype;

const contextOptions = { inherit: 1, name: 1, clone: 1 };
const runOptions = { inherit: 1 };

/** Makes a Variable with own methods, so that later changes of the shared prototype do not affect it. */
function createVariable(name: string): Variable<Dictionary> {
  // Debuggers show the name.
  const variable = new Variable<Dictionary>({ name: name || 'context' });
  setMethod(variable, 'get', getOfVariable);
  setMethod(variable, 'run', runOfVariable);
  return variable;
}

/** Appends an element to a list, so that no accessor on Array.prototype can see it. */
function append(list: unknown[], value: unknown): void {
  defineBare(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as PropertyDescriptor);
}

/** The object that `createContext` makes. The methods are functions of each object, so that they need no `this`. */
class KeyedContext {
  readonly name: string;
  readonly #variable: Variable<Dictionary>;
  readonly #inherit: Inherit;
  readonly #clone: Clone | undefined;

  constructor(name: string, inherit: Inherit, clone: Clone | undefined) {
    this.name = name;
    this.#variable = createVariable(name);
    this.#inherit = inherit;
    this.#clone = clone;
    freeze(this);
  }

  get active(): boolean {
    return this.#variable.get() !== undefined;
  }

  readonly get = (key: Key, defaultValue?: unknown): unknown => {
    // A check here spares the call for strings, because most keys are strings and `get` must be fast.
    if (typeof key !== 'string') checkKey('context.get', key);
    const dictionary = this.#variable.get();
    return dictionary === undefined ? defaultValue : dictionary.get(key, defaultValue);
  };

  readonly has = (key: Key): boolean => {
    checkKey('context.has', key);
    return this.#variable.get()?.has(key) ?? false;
  };

  readonly set = (key: Key, value: unknown): void => {
    checkKey('context.set', key);
    this.#current('context.set', key).set(key, value);
  };

  readonly delete = (key: Key): boolean => {
    checkKey('context.delete', key);
    return this.#current('context.delete', key).delete(key);
  };

  readonly clear = (): void => {
    this.#current('context.clear').clear();
  };

  readonly keys = (): Key[] => {
    const keys: Key[] = [];
    this.#variable
      .get()
      ?.visible()
      .forEach((_, key) => append(keys, key));
    return keys;
  };

  readonly entries = (): [Key, unknown][] => {
    const entries: [Key, unknown][] = [];
    this.#variable
      .get()
      ?.visible()
      .forEach((value, key) => append(entries, [key, value]));
    return entries;
  };

  readonly run = (first: unknown, ...rest: unknown[]): unknown => {
    if (isCallable(first)) return this.#runIn(this.#child(this.#inherit), first, rest);
    if (!isObject(first)) throw unexpected('context.run', 'a function to run, or options and a function', first);
    checkOptions<RunOptions>('context.run', 'inherit', runOptions, first);
    const inherit = inheritOf('context.run', first.inherit, this.#inherit);
    const run = (fn: unknown, ...args: unknown[]) => {
      checkFunction('context.run', 'a function to run', fn);
      return this.#runIn(this.#child(inherit), fn, args);
    };
    return apply(run, undefined, rest as [unknown]);
  };

  readonly isolate = (fn: unknown, ...args: unknown[]): unknown => {
    checkFunction('context.isolate', 'a function to run', fn);
    return this.#runIn(new Dictionary(), fn, args);
  };

  readonly bind = (fn: unknown): unknown => {
    checkFunction('context.bind', 'a function to bind', fn);
    return wrap(fn as () => void);
  };

  /** Returns the dictionary to write to. Throws outside a task. */
  #current(member: string, key?: Key): Dictionary {
    const dictionary = this.#variable.get();
    if (dictionary !== undefined) return dictionary;
    const what = key === undefined ? '' : ` to hold the key ${nameOf(key)}`;
    const where = this.name === '' ? '' : ` of the context ${stringify(this.name)}`;
    throw new NoCurrentTaskError(`${member}: there is no task${where}${what}; wrap the entry point in context.run()`);
  }

  /** The dictionary of a child task, or of a root task if there is no current task. */
  #child(inherit: Inherit): Dictionary {
    const parent = this.#variable.get();
    if (parent === undefined) return new Dictionary();
    if (inherit === 'share') return parent;
    return inherit === 'copy' ? copyOf(parent, this.#clone) : new Dictionary(parent);
  }

  #runIn(dictionary: Dictionary, fn: Function, args: unknown[]): unknown {
    return this.#variable.run(dictionary, apply<undefined, unknown[], unknown>, fn as () => unknown, undefined, args);
  }
}
// Accessors stay on the prototype, because V8 makes objects with own accessors slow.
deleteProperty(KeyedContext.prototype, 'constructor');
setConstant(KeyedContext.prototype, Symbol.toStringTag, 'Context');
freeze(KeyedContext.prototype);

/**
 * Makes a separate context, whose values no other context sees.
 *
 * @param options - The policy of child tasks, a name, and a function that copies a value.
 * @returns The context.
 * @throws TypeError if an option is unknown or of the wrong type.
 */
export function createContext(options: ContextOptions = {}): Context {
  checkOptions<ContextOptions>('createContext', 'inherit, name, clone', contextOptions, options, true);
  const { inherit, name = '', clone } = options;
  if (typeof name !== 'string') throw unexpected('createContext', 'a string as name', name);
  if (clone !== undefined) checkFunction('createContext', 'a function as clone', clone);
  return new KeyedContext(name, inheritOf('createContext', inherit, 'share'), clone as Clone | undefined) as Context;
}
