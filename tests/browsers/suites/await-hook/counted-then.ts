// A page's own `then` that counts its calls.
const { then } = Promise.prototype;
let calls = 0;
Object.defineProperty(Promise.prototype, 'then', {
  value(this: Promise<unknown>, ...callbacks: unknown[]): unknown {
    calls++;
    return Reflect.apply(then, this, callbacks);
  },
});
Object.assign(globalThis, { calls: () => calls });
