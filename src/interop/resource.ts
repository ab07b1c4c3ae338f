// AsyncResource with Node's interface, on Snapshot.
import { Snapshot } from '../index.js';
import { unexpected } from '../errors.js';
import { apply, setConstant } from '../intrinsics.js';
import { checkFunction, invalidType, withCode } from './invalid.js';

const { isSafeInteger } = Number;

/** The last assigned id, and the id of the resource whose scope is running. As in Node, the main program has the id 1. */
let [lastId, running] = [1, 1];

export class AsyncResource {
  readonly #context = new Snapshot();
  readonly #asyncId = ++lastId;
  readonly #triggerAsyncId: number;

  constructor(type: unknown, options: { triggerAsyncId?: number } | number = {}) {
    if (typeof type !== 'string') throw invalidType('AsyncResource', 'a string as type', type);
    if (options === null) throw invalidType('AsyncResource', 'an id or an object as options', options);
    const { triggerAsyncId: id = running } = typeof options === 'number' ? { triggerAsyncId: options } : options;
    if (!isSafeInteger(id) || id < -1) {
      const { message } = unexpected('AsyncResource', 'an id as triggerAsyncId', id);
      throw withCode(new RangeError(message), 'ERR_INVALID_ASYNC_ID');
    }
    this.#triggerAsyncId = id;
  }

  static bind(fn: Function, type?: string, thisArg?: unknown): Function {
    checkFunction('AsyncResource.bind', fn);
    return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
  }

  runInAsyncScope(fn: Function, thisArg?: unknown, ...args: unknown[]): unknown {
    checkFunction('AsyncResource.prototype.runInAsyncScope', fn);
    return this.#context.run(() => {
      const before = running;
      running = this.#asyncId;
      try {
        return apply(fn, thisArg, args);
      } finally {
        running = before;
      }
    });
  }

  bind(fn: Function, thisArg?: unknown): Function {
    checkFunction('AsyncResource.prototype.bind', fn);
    const resource = this;
    const bound = function (this: unknown, ...args: unknown[]): unknown {
      return resource.runInAsyncScope(fn, thisArg === undefined ? this : thisArg, ...args);
    };
    setConstant(bound, 'length', fn.length);
    return bound;
  }

  emitDestroy(): this {
    return this;
  }

  asyncId(): number {
    return this.#asyncId;
  }

  triggerAsyncId(): number {
    return this.#triggerAsyncId;
  }
}
// Bundlers and minifiers rename classes.
setConstant(AsyncResource, 'name', 'AsyncResource');
