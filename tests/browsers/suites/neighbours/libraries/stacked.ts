// Several libraries that patch `then`, one on top of another, each in a way of its own.
import * as assert from 'uvu/assert';
import { promisesWork } from './promises.js';

const { prototype } = Promise;
let calls = 0;
const count = () => void calls++;

/** By assignment. */
const first = prototype.then;
prototype.then = function then(this: Promise<unknown>, ...callbacks: any[]) {
  count();
  return first.apply(this, callbacks as never);
} as never;

/** As a method that is defined anew. */
const second = prototype.then;
Object.defineProperty(prototype, 'then', {
  configurable: true,
  writable: true,
  value(this: Promise<unknown>, ...callbacks: any[]) {
    count();
    return second.apply(this, callbacks as never);
  },
});

/** With promises of its own between, which takes ticks, in the guise of a native function, which core-js gives its own as well. */
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
