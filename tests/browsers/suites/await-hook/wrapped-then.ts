// A page's own `then`, which adds its reactions to another promise: they run later than the engine would run them.
const { then } = Promise.prototype;
Object.assign(Promise.prototype, {
  then(this: Promise<unknown>, ...callbacks: unknown[]): unknown {
    const between = new Promise((...functions) => void Reflect.apply(then, this, functions));
    return Reflect.apply(then, between, callbacks);
  },
});
