// A page's own `then`, which adds its reactions to a promise of its own: they come later than the engine would call them.
const { then } = Promise.prototype;
Object.assign(Promise.prototype, {
  then(this: Promise<unknown>, ...callbacks: unknown[]): unknown {
    const between = new Promise((...functions) => void Reflect.apply(then, this, functions));
    return Reflect.apply(then, between, callbacks);
  },
});
