// The facade: a Variable that holds the dictionary of the current task, and functions that look into it.
import { Snapshot, Variable } from '../index.js';
import { isObject, setConstant, setMethod, unexpected } from '../spec/built-ins.js';
import { checkFunction, checkKey, checkOptions, inheritOf, nameOf } from './checks.js';
import { copyOf, type Clone } from './copy.js';
import { Dictionary } from './dictionary.js';
import type { Context, ContextOptions, Inherit, Key, RunOptions } from './interface.js';
import { NoCurrentTaskError } from './no-current-task-error.js';

const { apply } = Reflect;
const { defineProperty, freeze } = Object;
const { stringify } = JSON;
const { wrap } = Snapshot;
const { get: getOfVariable, run: runOfVariable } = Variable.prototype;

const contextOptions = { inherit: 1, name: 1, clone: 1 };
const runOptions = { inherit: 1 };

/** A Variable whose methods are its own: what is later done to the prototype, which is everybody's, changes nothing here. */
function createVariable(name: string): Variable<Dictionary> {
  const variable = new Variable<Dictionary>({ name });
  setMethod(variable, 'get', getOfVariable);
  setMethod(variable, 'run', runOfVariable);
  return variable;
}

/** Sets an element that no accessor of Array.prototype can see. */
function append(list: unknown[], value: unknown): void {
  defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as PropertyDescriptor);
}

/**
 * Makes a context of its own: no other one sees its values.
 *
 * @param options - The policy of its child tasks, its name, and how to copy a value. An option that there is not is an error.
 * @throws TypeError if the options, or one of them, are not what they should be.
 */
export function createContext(options: ContextOptions = {}): Context {
  checkOptions<ContextOptions>('createContext', 'inherit, name, clone', contextOptions, options);
  const inherited = inheritOf('createContext', options.inherit, 'share');
  const { name = '', clone } = options;
  if (typeof name !== 'string') throw unexpected('createContext', 'a string as name', name);
  if (clone !== undefined) checkFunction('createContext', 'a function as clone', clone);
  const variable = createVariable(name);
  // A function of its own, so that `clone` is not called as a method of the options.
  const copy = clone as Clone | undefined;

  /** The dictionary to write to. */
  function current(member: string, key?: Key): Dictionary {
    const dictionary = variable.get();
    if (dictionary !== undefined) return dictionary;
    const what = key === undefined ? '' : ` to hold the key ${nameOf(key)}`;
    const where = name === '' ? '' : ` in the context ${stringify(name)}`;
    throw new NoCurrentTaskError(`${member}: there is no task${what}${where}; wrap the entry point in context.run()`);
  }

  /** The dictionary of a child, or of a root where there is no task. */
  function dictionaryOf(inherit: Inherit): Dictionary {
    const parent = variable.get();
    if (parent === undefined) return new Dictionary();
    if (inherit === 'share') return parent;
    return inherit === 'copy' ? copyOf(parent, copy) : new Dictionary(parent);
  }

  const runAs =
    (inherit: Inherit) =>
    (fn: unknown, ...args: unknown[]): unknown => {
      checkFunction('context.run', 'a function to run', fn);
      return variable.run(dictionaryOf(inherit), apply, fn, undefined, args);
    };

  const context = {
    get active() {
      return variable.get() !== undefined;
    },
    get(key: Key, defaultValue?: unknown): unknown {
      checkKey('context.get', key);
      const dictionary = variable.get();
      return dictionary === undefined ? defaultValue : dictionary.get(key, defaultValue);
    },
    set(key: Key, value: unknown): void {
      checkKey('context.set', key);
      current('context.set', key).set(key, value);
    },
    has(key: Key): boolean {
      checkKey('context.has', key);
      return variable.get()?.has(key) ?? false;
    },
    delete(key: Key): boolean {
      checkKey('context.delete', key);
      return current('context.delete', key).delete(key);
    },
    clear(): void {
      current('context.clear').clear();
    },
    keys(): Key[] {
      const keys: Key[] = [];
      variable.get()?.visible().forEach((_, key) => append(keys, key));
      return keys;
    },
    entries(): [Key, unknown][] {
      const entries: [Key, unknown][] = [];
      variable.get()?.visible().forEach((value, key) => append(entries, [key, value]));
      return entries;
    },
    run(first: unknown, ...rest: unknown[]): unknown {
      if (typeof first === 'function') return variable.run(dictionaryOf(inherited), apply, first, undefined, rest);
      if (!isObject(first)) throw unexpected('context.run', 'a function to run, or options and a function', first);
      checkOptions<RunOptions>('context.run', 'inherit', runOptions, first);
      return apply(runAs(inheritOf('context.run', first.inherit, inherited)), undefined, rest);
    },
    isolate(fn: unknown, ...args: unknown[]): unknown {
      checkFunction('context.isolate', 'a function to run', fn);
      return variable.run(new Dictionary(), apply, fn, undefined, args);
    },
    bind(fn: Function): Function {
      checkFunction('context.bind', 'a function to bind', fn);
      return wrap(fn as () => void);
    },
  };
  setConstant(context, 'name', name);
  setConstant(context, Symbol.toStringTag, 'Context');
  return freeze(context) as unknown as Context;
}
