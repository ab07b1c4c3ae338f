// Several libraries that patch `then`, one on top of another, each in its own way.
import * as assert from 'uvu/assert';
import { promisesWork } from './promises.js';

const { prototype } = Promise;
let calls = 0;
const count = () => void calls++;

/** Patched by assignment. */
const first = prototype.then;
prototype.then = function then(this: Promise<unknown>, ...callbacks: any[]) {
  count();
  return first.apply(this, callbacks as never);
} as never;

/** Patched by a new definition of the method. */
const second = prototype.then;
Object.defineProperty(prototype, 'then', {
  configurable: true,
  writable: true,
  value(this: Promise<unknown>, ...callbacks: any[]) {
    count();
    return second.apply(this, callbacks as never);
  },
});

/** Patched with another promise in between, which takes ticks, and disguised as a native function, as core-js disguises its own. */
const third = prototype.then;
const disguised = {
  then(this: Promise<unknown>, ...callbacks: any[]) {
    count();
    const between = new Promise((resolve, reject) => void third.call(this, resolve, reject));
    return third.apply(between, callbacks as never);
  },
}.then;
prototype.then = disguised as never;
const { toString } = Function.prototype;
Function.prototype.toString = function (this: Function) {
  return toString.call(this === disguised ? Array.prototype.map : this).replace('map', 'then');
};

export const name = 'three patches of then';
export const replaces = false;

export async function works(): Promise<void> {
  const before = calls;
  await promisesWork();
  assert.ok(calls >= before + 9, `${calls - before} calls`);
}
