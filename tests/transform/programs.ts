// Programs, one for each construct.

/** Takes the steps of a generator in other flows' contexts. */
const drive = `
  const step = (name, fn) => run(name, () => {
    try { log(fn()) } catch (error) { log(error) }
    at(name, 'after a step');
  });`;
const driveAsync = `
  const step = (name, fn) => run(name, async () => {
    const promise = fn();
    at(name, 'right after a step');
    try { log(await promise) } catch (error) { log(error) }
    at(name, 'after a step');
  });`;

export const programs: Record<string, string> = {
  'promises of classes of their own': `
    class D extends Promise { then(...args) { at('a', 'then'); log('then of D'); return super.then(...args) } }
    class E extends D {}
    E.prototype.constructor = Promise;
    const made = C => new C(resolve => resolve(C.name));
    await run('a', async () => {
      for (const C of [D, E]) {
        log(await made(C)); at('a');
        log(await (async () => await made(C))()); at('a');
        log(await Promise.resolve(made(C))); at('a');
        for await (const x of [made(C)]) { log(x); at('a') }
      }
      log(await (async () => made(D))()); at('a');
    });`,
  'await of everything': `
    await run('a', async () => {
      for (const value of [1, {}, null, Promise.resolve(2), T(3), (async () => 4)(), () => 5]) { log(await value); at('a') }
      try { await Promise.reject(new Error('6')) } catch (error) { at('a', 'in catch'); log(error) }
      at('a');
    });
    at('none');`,
  'await in every place of an expression': `
    const f = async (x, y = 1) => x + y;
    await run('a', async () => {
      log(\`\${await f(1)} \${at('a')} \${await f(2)}\`);
      log([await f(1), at('a'), await f(2)].join());
      log({ [await f('k')]: await f(3), at: at('a') }.k1);
      log((await f(1)) + (await f(await f(2))));
      const { x = await f(1), ...rest } = { y: await f(5) }; at('a'); log(x + rest.y);
      const [a = (at('a'), await f(7))] = [];
      log(a ?? 0 ? await f(1) : 0); at('a');
      log(await f(1) && await f(2)); log(null ?? await f(2)); at('a');
      const o = { n: 1, m(x) { return this.n + x } };
      log(o.m(await f(1))); o.n += await f(2); log(o.n);
      log((tag => tag)((s, x) => x)\`a\${await f(3)}\`); at('a');
      class B extends (await f(0), Object) { [await f('m')]() { return 1 } static s = 2 }
      log(new B().m1() + B.s); at('a');
      log(typeof await f(1), void await f(1)); log(!await f(1)); at('a');
      log(await (await f, f)(1)); new (await Object)(); delete (await o).n; log(o.n);
      switch (await f(1)) { case await f(1): log('case'); at('a') }
      if (await f(0)) at('a'); while (!(await f(1))); do { at('a') } while (await f(-1));
      for (let i = await f(0); i < await f(2); i += await f(0)) at('a');
      for (const k in await f({})) log(k); for (const x of [await f(1)]) log(x);
      label: { await f(1); at('a'); break label }
      throw await f(9);
    }).catch(error => log(error));`,
  'arrows, methods, accessors, fields': `
    class C {
      #p = 1; static #q = 2;
      async m(x = get()) { at(x); await null; at(x); return this.#p }
      async #priv() { const me = get(); await 1; at(me); return this.#p }
      static async s() { const me = get(); await 1; at(me); return C.#q }
      field = async () => { const me = get(); await 1; at(me); return this.#p };
      static { this.block = async () => { await 1; return 'block' } }
      priv() { return this.#priv() }
      get g() { return 7 }
    }
    class E extends C { async m() { const me = get(); const x = await super.m(); at(me); return x + (await super.m()) } }
    for (const id of ['a', 'b']) await run(id, async () => {
      const c = new E();
      log(await c.m()); log(await c.priv()); log(await C.s()); log(await c.field()); log(await C.block()); log(c.g);
      at(id);
    });
    const o = { async m() { await 1; return arguments.length }, async 'q r'() { return await 2 }, async [1 + 1]() { await 1; return new.target } };
    log(await o.m(1, 2, 3)); log(await o['q r']()); log(await o[2]());
    function f() { return async () => { await 1; return [new.target === f, arguments[0]].join() } }
    log(await new f(1)?.constructor); log(await f(5)());`,
  'an async function in the contexts of many': `
    const f = async n => { const me = get(); for (let i = 0; i < n; i++) { await i; at(me); await Promise.resolve(); at(me) } return me };
    const all = []; for (let i = 0; i < 5; i++) all.push(run(i, () => f(i)));
    log((await Promise.all(all)).join()); at('none');`,
  'what throws before, between and after': `
    const f = async where => { const me = get(); if (where === 0) throw 0; await null; at(me); if (where === 1) throw 1; await null; at(me); throw 2 };
    for (const i of [0, 1, 2]) await run(i, async () => { try { await f(i) } catch (e) { log(e); at(i) } at(i) });
    const g = async () => { await f(await Promise.reject('operand')) };
    await run('g', async () => { try { await g() } catch (e) { log(e); at('g') } });`,
  'try, catch, finally in every nesting': `
    const bad = async x => { await null; throw x };
    const f = async kind => {
      const me = get();
      try {
        try { if (kind & 1) await bad('one'); at(me, 1) }
        catch ({ length, [length - 1]: last = (at(me, 'pattern'), 0) }) { at(me, 2); log(length); if (kind & 2) await bad('two'); at(me, 3) }
        finally { at(me, 4); if (kind & 4) await null; at(me, 5) }
        if (kind & 8) return await bad('three');
      } catch { at(me, 6); if (kind & 2) return await 'caught' }
      finally { at(me, 7); log(kind); await 1; at(me, 8) }
      at(me, 9);
      return T('end');
    };
    for (let i = 0; i < 16; i++) await run(i, async () => { log(await f(i)); at(i) });`,
  'a return through finally': `
    const f = async x => { const me = get(); await 1; try { return x } finally { at(me); log('finally') } };
    await run('a', async () => { log(await f(T(1))); at('a'); log(await f(2)); at('a') });
    const g = async () => { const me = get(); await 1; for (const x of I([1, 2])) return x };
    await run('b', async () => log(await g()));`,
  'functions without an activation': `
    const tail = async x => await x; const last = async x => { if (x) { await x } }; const both = async x => x ? await x : T(0);
    const none = async x => x;
    await run('a', async () => { for (const f of [tail, last, both, none]) for (const x of [1, T(2), 0, Promise.resolve(3)]) { log(await f(x)); at('a') } });`,
  'function declarations in the body': `
    async function f() { log(g()); await 1; return g() + h; function g() { return 1 } var h = 1; function g() { return 2 } var g; }
    log(await f());
    async function i() { 'use strict'; function a() { return 1 } await 1; return a() } log(await i());`,
  'a generator in the context of its call': `${drive}
    function* g(a, me = get(), ...rest) { at(me, 'start'); log(yield a); at(me); log(rest.length); log(yield rest[0]); at(me); return 'end' }
    const it = run('a', () => g(1, undefined, 'r', 's')); log(g.length);
    step('b', () => it.next()); step('c', () => it.next('x')); step('d', () => it.next('y')); step('e', () => it.next());`,
  'a generator resumed by throw and return': `${drive}
    function* g(me = get()) {
      try { try { yield 1 } catch (e) { at(me, 'catch'); log(e); yield 2 } finally { at(me, 'finally'); yield 3; at(me, 'finally 2') } at(me); yield 4 }
      finally { at(me, 'outer'); log('closed') }
    }
    for (const ops of ['nnnnn', 'ntnnn', 'nrnnn', 'nnrnn', 'nttnn', 'tn', 'rn', 'nnnrn', 'nnntn', 'nrtn', 'nrrn']) {
      const it = run('a', () => g());
      [...ops].forEach((op, i) => step('s' + i, () => op === 'n' ? it.next(i) : op === 't' ? it.throw(new Error(i)) : it.return(i)));
    }`,
  'a generator that is closed in a loop': `
    function* g(me = get()) { try { for (const x of I([1, 2, 3])) { yield x; at(me) } } finally { at(me); log('closed') } }
    run('b', () => { for (const x of run('a', g)) { log(x); at('b'); if (x === 2) break } at('b') });
    run('c', () => { const [x, y] = run('a', g); log(x + y); at('c') });
    run('d', () => { try { for (const x of run('a', g)) throw x } catch (e) { log(e); at('d') } });`,
  'yield* to generators and others': `${drive}
    function* inner(me = get()) { try { const x = yield 'i'; at(me); log(x); yield 'j' } catch (e) { at(me); log(e); return 'c' } finally { at(me); log('f') } return 'r' }
    function* outer(me = get()) {
      log(yield* run('inner', () => inner())); at(me); log(yield* I([1, 2])); at(me); log(yield* 'xy'); at(me);
      try { yield* [1][Symbol.iterator]() } catch (e) { at(me); log(e instanceof TypeError) } at(me);
      try { yield* 5 } catch (e) { at(me); log(e instanceof TypeError) }
      try { yield* { [Symbol.iterator]: () => 5 } } catch (e) { at(me); log(e instanceof TypeError) }
    }
    for (const ops of ['nnnnnnnnnn', 'ntnnnnn', 'nrn', 'nnntnnn', 'nnnnrn', 'nnnnnnnt', 'nnnnnnntnn']) {
      const it = run('a', () => outer());
      [...ops].forEach((op, i) => step('s' + i, () => op === 'n' ? it.next(i) : op === 't' ? it.throw(new Error(i)) : it.return(i)));
    }`,
  'parameters of generators': `${drive}
    const order = [];
    function* a(x = order.push(get()), { y = order.push('y') } = {}, ...[z = order.push('z')]) { yield x + y + z }
    function* b(...{ length, 0: first }) { yield length + first } function* c(...r) { yield Array.isArray(r) && r.join() }
    function* d(x, x2 = () => x, ) { x = 5; yield x2() } function* e(...[p, ...q]) { yield [p, ...q].join() }
    function* f() { yield [...arguments].join() } const g = function* named() { yield typeof named }; const h = { *[Symbol.iterator]() { yield 1 } };
    for (const it of [a(), b(3, 4), c(1, 2, 3), d(1), e(1, 2, 3), f(1, 2), g(), h[Symbol.iterator]()]) step('s', () => it.next());
    log(order.join()); log([a, b, c, d, e, f, g].map(f => f.length + f.name).join());
    log([a.constructor.name, Object.getPrototypeOf(a) === Object.getPrototypeOf(b), new.target].join());
    try { new a() } catch (error) { log(error instanceof TypeError) }
    function* bad(x = (() => { throw new Error('at the call') })()) { yield 1 } try { run('q', () => bad()) } catch (error) { log(error) } at('none');`,
  'an async generator in the context of its call': `${driveAsync}
    async function* g(me = get()) {
      at(me); log(yield 1); at(me); log(yield Promise.resolve(2)); at(me); await 3; at(me); log(yield T(4)); at(me);
      try { yield Promise.reject(new Error('5')) } catch (e) { at(me); log(e) } at(me);
      try { yield 6 } finally { at(me); await 7; at(me); log('f') }
      return T(8);
    }
    for (const ops of ['nnnnnnnn', 'ntn', 'nrn', 'nnnnnrn', 'nnnnntn', 'rn', 'tn']) {
      const it = run('a', () => g());
      for (const [i, op] of [...ops].entries()) await step('s' + i, () => op === 'n' ? it.next(i) : op === 't' ? it.throw(new Error(i)) : it.return(Promise.resolve(i)));
      log('---');
    }
    const it = run('a', () => g()); await Promise.all([0, 1, 2, 3, 4].map(i => step('q' + i, () => it.next(i))));`,
  'returns of an async generator': `${driveAsync}
    async function* g(x, me = get()) { try { yield 0; return x } catch (e) { at(me, 'catch'); log(e); return } finally { at(me, 'finally'); log('f') } }
    for (const x of [1, () => Promise.reject(new Error('no')), () => Promise.resolve(2), () => T(3)]) {
      const it = run('a', () => g(typeof x === 'function' ? x() : x));
      for (const i of [0, 1, 2]) await step('s' + i, () => it.next());
    }`,
  'yield* in an async generator': `${driveAsync}
    async function* inner(me = get()) { try { const x = yield 'i'; at(me); log(x); await 1; at(me); yield 'j' } finally { at(me); await 1; log('f') } return 'r' }
    async function* outer(me = get()) {
      log(yield* run('inner', () => inner())); at(me); log(yield* A([1, 2])); at(me); log(yield* I([1, Promise.resolve(2)])); at(me); log(yield* [T(3)]); at(me);
      try { yield* 5 } catch (e) { at(me); log(e instanceof TypeError) } at(me);
    }
    for (const ops of ['nnnnnnnnnnnn', 'ntn', 'nrn', 'nnntnn', 'nnnnrn', 'nnnnnnrn', 'nnnnnntn']) {
      const it = run('a', () => outer());
      for (const [i, op] of [...ops].entries()) await step('s' + i, () => op === 'n' ? it.next(i) : op === 't' ? it.throw(new Error(i)) : it.return(i));
      log('---');
    }`,
  'for await': `
    const f = async (what, how) => {
      const me = get(); const o = {};
      outer: for (let i = 0; i < 2; i++) {
        at(me, 'outer');
        loop: for await (const x of what()) {
          at(me, 'body'); log(x);
          if (how === 'break') break; if (how === 'outer') continue outer; if (how === 'return') return 'r'; if (how === 'throw') throw new Error('t');
          if (how === 'await') { await null; at(me); continue loop } if (how === 'break outer') break outer; if (how === 'reject') await Promise.reject(new Error('j'));
        }
        at(me, 'after');
      }
      for await (o.x of what()) at(me, 'member'); for await ([o.y = (at(me, 'default'), 1)] of [[], [2]]) at(me);
      for await (const { z = await 3 } of [{}, { z: 4 }]) { const o = z; at(me); log(o) }
      for await (var v of [1]) ; for await (const x of [1, 2]) at(me, 'no block'), log(x);
      log(o.x); log(o.y); return v;
    };
    for (const what of [() => A([1, 2]), () => I([1, 2]), () => [Promise.resolve(1), 2, T(3)], () => (async function* (me = get()) { try { yield 1; at(me); yield 2 } finally { at(me); await 1; log('closed') } })()])
      for (const how of ['', 'break', 'outer', 'return', 'throw', 'await', 'break outer', 'reject'])
        await run(how, async () => { try { log(await f(what, how)) } catch (e) { log(e) } at(how) });`,
  'for await of what is wrong': `
    const f = async x => { const me = get(); try { for await (const y of x) log(y) } catch (e) { at(me); log(e instanceof TypeError || e) } at(me) };
    const it = next => ({ [Symbol.asyncIterator]: () => ({ next, return() { log('return'); return 5 } }) });
    await run('a', async () => {
      for (const x of [null, undefined, 5, {}, it(() => 5), it(() => Promise.reject(new Error('r'))), it(() => { throw new Error('s') }), it(5), it(async () => ({ done: false, value: 1 })),
        [Promise.reject(new Error('v'))], { [Symbol.asyncIterator]: 5 }, { [Symbol.asyncIterator]: null, [Symbol.iterator]: () => [1][Symbol.iterator]() }, { [Symbol.asyncIterator]: () => 5 }]) {
        const g = async () => { for await (const y of x) { log(y); break } };
        await f(x?.[Symbol.asyncIterator] && x[Symbol.asyncIterator].name === '' && 0 ? [] : limited(x)); try { await g() } catch (e) { log(e instanceof TypeError || e) } at('a');
      }
    });
    function limited(x) { if (!x?.[Symbol.asyncIterator] || typeof x[Symbol.asyncIterator] !== 'function') return x; let n = 0; const inner = x[Symbol.asyncIterator](); if (typeof inner !== 'object') return x;
      return { [Symbol.asyncIterator]: () => ({ ...inner, next: typeof inner.next === 'function' ? () => n++ > 2 ? { done: true } : inner.next() : inner.next }) } }`,
  'iterators are closed in the context of the loop': `
    const f = async x => { const me = get(); try { for (const y of I([1, 2, 3])) { log(y); at(me); await x(y) } } catch (e) { at(me); log(e) } at(me) };
    await run('a', async () => { await f(async () => {}); await f(y => Promise.reject(new Error(y))); at('a') });
    const h = async x => { for (const y of I([1, 2])) return await x(y) };
    await run('h', async () => { log(await h(async y => y)); try { await h(y => Promise.reject(new Error(y))) } catch (e) { log(e) } at('h') });
    const it = run('b', () => (function* (me = get()) { for (const y of I([1, 2])) { yield y; at(me) } })()); it.next(); run('c', () => { it.return(); at('c') });`,
  'generators in generators, with the same names': `
    function* a(me = get()) { const b = run('b', () => (function* (me = get()) { yield 1; at(me); yield 2; at(me) })()); for (const x of b) { at(me); yield x; at(me) } }
    run('c', () => { for (const x of run('a', () => a())) { log(x); at('c') } });`,
  'lowered code': `
    const awaiter = (generator, it = generator()) => new Promise((resolve, reject) => {
      const step = how => value => { try { const { done, value: next } = it[how](value); done ? resolve(next) : Promise.resolve(next).then(step('next'), step('throw')) } catch (e) { reject(e) } };
      step('next')();
    });
    const f = x => awaiter(function* (me = get()) { try { at(me); const y = yield x; at(me); yield Promise.reject(new Error(y)) } catch (e) { at(me); log(e) } finally { at(me) } return 'r' });
    await Promise.all(['a', 'b'].map(id => run(id, async () => { log(await f(id)); at(id) })));`,
  'a context that ends before its flow goes on': `
    let go; const gate = new Promise(resolve => go = resolve);
    const p = run('a', async () => { await gate; at('a'); log('went on'); await null; at('a') });
    run('b', () => go()); at('none'); await p; at('none');`,
};

/** Programs with `using`, which an engine may not support. */
export const withResources: Record<string, string> = {
  // Jobs without a context run in between, and see the context that a function may have left behind.
  'resources that are none, functions, and what throws at once': `
    const dispose = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose'), plain = Symbol.dispose ?? Symbol.for('Symbol.dispose');
    const told = (name, fn = async () => {}) => function (...args) { log(name + args.length + (this === undefined)); at(name); return fn() };
    const resources = {
      null: () => null, undefined: () => undefined,
      function: () => Object.assign(() => {}, { [dispose]: told('function') }),
      plain: () => ({ [plain]: told('plain', () => {}) }),
      'null method': () => ({ [dispose]: null, [plain]: told('null method', () => {}) }),
      throws: () => ({ [dispose]: told('throws', () => { throw new Error('t') }) }),
      rejects: () => ({ [dispose]: told('rejects', async () => { throw new Error('r') }) }),
      'no method': () => ({}), 'method of another kind': () => ({ [dispose]: 5 }),
    };
    for (const [name, make] of Object.entries(resources)) {
      const done = run(name, async () => {
        await 1;
        try { await using x = make(); at(name) } catch (e) { log(e instanceof TypeError || e) }
        at(name); await 2; at(name);
      });
      let jobs = Promise.resolve();
      for (let i = 0; i < 20; i++) jobs = jobs.then(() => at('none', 'beside ' + name));
      await jobs; await done; at('none');
    }`,
  'using in functions that suspend': `
    const f = async how => {
      const me = get();
      using a = D('a'), b = D('b');
      { using c = D('c'); await null; at(me); if (how === 'reject') await Promise.reject(new Error('r')); if (how === 'return') return await 'r' }
      at(me); for (using d of [D('d'), D('e')]) { await 1; at(me); if (how === 'break') break }
      using n = null; await 1; return 'end';
    };
    for (const how of ['', 'reject', 'return', 'break']) await run(how, async () => { try { log(await f(how)) } catch (e) { log(e) } at(how) });
    function* g(me = get()) { using a = D('a'); yield 1; at(me); { using b = D('b'); yield 2 } at(me); yield 3 }
    for (const ops of ['nnnn', 'nr', 'nnr', 'nnt']) { const it = run('a', () => g());
      [...ops].forEach((op, i) => run(i, () => { try { log(op === 'n' ? it.next() : op === 'r' ? it.return(i) : it.throw(new Error(i))) } catch (e) { log(e) } at(i) })) }`,
  'await using': `
    const f = async how => {
      const me = get();
      await using a = AD('a'), b = D('b');
      { await using c = AD('c'); using d = D('d'); at(me); if (how === 'reject') await Promise.reject(new Error('r')); if (how === 'throw') throw new Error('t'); if (how === 'return') return 'r' }
      at(me, 'after the block');
      outer: for (const i of [1, 2]) { for (await using e of [AD('e'), null, D('f')]) { at(me); if (how === 'continue') continue outer; if (how === 'break') break } at(me, 'after the loop') }
      for await (await using g of [AD('g')]) at(me); l: for (await using h = AD('h'); ; ) { at(me); break l }
      at(me); { await using x = null; at(me) } { await using y = undefined; at(me) } at(me, 'after null'); try { await using z = 5 } catch (e) { at(me); log(e instanceof TypeError) }
      if (how) { await using k = AD('k'); } at(me); return T('end');
    };
    for (const how of ['', 'reject', 'throw', 'return', 'continue', 'break']) await run(how, async () => { try { log(await f(how)) } catch (e) { log(e) } at(how) });
    async function* g(me = get()) { await using a = AD('a'); yield 1; at(me); { await using b = AD('b'); yield 2; at(me) } at(me); yield 3 }
    for (const ops of ['nnnn', 'nr', 'nnr', 'nnt']) { const it = run('a', () => g());
      for (const [i, op] of [...ops].entries()) await run(i, async () => { try { log(await (op === 'n' ? it.next() : op === 'r' ? it.return(i) : it.throw(new Error(i)))) } catch (e) { log(e) } at(i) }) }`,
};

/** Whether this engine supports `using`. */
export const knowsUsing = (() => {
  try {
    new Function('using x = null');
    return true;
  } catch {
    return false;
  }
})();
