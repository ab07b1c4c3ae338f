// AsyncResource with Node's interface, on Snapshot.
import { Snapshot } from '../index.js';
import { setConstant, unexpected } from '../spec/built-ins.js';
import { invalidType, withCode } from './invalid.js';

const { apply } = Reflect;
const { isSafeInteger } = Number;

/** The last id given out, and that of the resource whose scope is running: Node's main program has the id 1. */
let [lastId, running] = [1, 1];

export class AsyncResource {
  readonly #context = new Snapshot();
  readonly #asyncId = ++lastId;
  readonly #triggerAsyncId: number;

  constructor(type: unknown, options: { triggerAsyncId?: number } | number = {}) {
    if (typeof type !== 'string') throw invalidType('AsyncResource', 'a string as type', type);
    const { triggerAsyncId: id = running } = typeof options === 'number' ? { triggerAsyncId: options } : options;
    if (!isSafeInteger(id) || id < -1) {
      const { message } = unexpected('AsyncResource', 'an id as triggerAsyncId', id);
      throw withCode(new RangeError(message), 'ERR_INVALID_ASYNC_ID');
    }
    this.#triggerAsyncId = id;
  }

  static bind(fn: Function, type?: string, thisArg?: unknown): Function {
    if (typeof fn !== 'function') throw invalidType('AsyncResource.bind', 'a function', fn);
    return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
  }

  runInAsyncScope(fn: Function, thisArg?: unknown, ...args: unknown[]): unknown {
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
    if (typeof fn !== 'function') throw invalidType('AsyncResource.prototype.bind', 'a function', fn);
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
