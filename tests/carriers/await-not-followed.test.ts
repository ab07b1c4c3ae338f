// A runtime whose async_hooks does not follow await, such as StackBlitz's WebContainer: one warning, which names the remedy.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { AsyncHooks } from '../../src/carriers/async-local-storage.js';
import { createCarrier } from '../../src/carriers/for-node.js';

/** A storage whose stores end with the synchronous call. */
class Synchronous {
  #store: unknown;
  run(store: unknown, fn: Function, ...args: unknown[]): unknown {
    const before = this.#store;
    this.#store = store;
    try {
      return fn(...args);
    } finally {
      this.#store = before;
    }
  }
  enterWith(store: unknown): void {
    this.#store = store;
  }
  getStore(): unknown {
    return this.#store;
  }
}

async function warnings(hooks: object): Promise<string[]> {
  const { warn } = console;
  const said: string[] = [];
  console.warn = text => void said.push(text);
  try {
    const carrier = createCarrier(hooks as AsyncHooks);
    carrier.start!();
    carrier.start!();
    await new Promise(resolve => setTimeout(resolve, 5));
  } finally {
    console.warn = warn;
  }
  return said;
}

test('Node follows await: nothing is said', async () => assert.equal(await warnings({ AsyncLocalStorage, AsyncResource }), []));

test('a runtime that does not follow await causes one warning, before anything is lost', async () => {
  const said = await warnings({ AsyncLocalStorage: Synchronous, AsyncResource });
  assert.is(said.length, 1);
  assert.match(said[0]!, /does not follow await.*Run this in Node itself, or carry contexts by AsyncContext\.Snapshot/);
});

test.run();
