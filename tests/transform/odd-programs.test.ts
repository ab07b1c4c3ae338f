// Programs with odd syntax, run untransformed and transformed: missing semicolons, sloppy code, names that hide others.
import { test } from 'uvu';
import { checkProgram } from './program.js';
import { realms } from './realms.js';
const drive = `
  const step = (name, fn) => run(name, () => { try { log(fn()) } catch (error) { log(error) } at(name, 'after a step'); });`;
const programs: Record<string, string> = {
  'names of a pattern after catch': `
    const x = 'outer', f = async () => { const me = get();
      try { await null; throw {} } catch ({ a = x, b = () => x }) { let x = 'inner'; at(me); log(a + b() + x) }
      try { await null; throw {} } catch ({ a = 1 }) { { var c = a } function d() { return a } log(d() + c) }
      try { await null; throw [1] } catch ([g]) { { function g() {} } log(typeof g) }
    };
    await run('a', f);`,
  'sloppy things': `
    const o = { v: 1, then: undefined }; const f = async function () { const me = get(); with (o) { await null; at(me); v = await 2; at(me); var w = v } log(w + o.v); return typeof this };
    log(await run('a', () => f.call(undefined)));
    async function dup(a, a) { await null; a = 3; return arguments[0] + ',' + arguments[1] + a } log(await dup(1, 2));
    async function args(a) { arguments[0] = 5; await 1; return a + arguments.length } log(await args(1, 2));
    async function callee() { await 1; return arguments.callee === callee } log(await callee());
    async function oct() { await 1; return 010 } log(await oct());
    async function ev(p) { await 1; eval('var z = p + 1'); await 2; return z } log(await ev(2));
    async function evd() { eval('var q = 1'); { function q2() { return 2 } } await 1; return q + q2() } log(await evd());
    function* ge() { eval('var z = 1'); yield z; { function inner() { return z } } yield inner() } log([...ge()].join());
    var await_ = 1, async = x => x; log(async(1)); log(async
    (2));
    async function h(x) { if (x) function y() { return 'y' } await 1; return typeof y } log(await h(1)); log(await h(0));
    switch (await 1) { case 1: async function sw() { const me = get(); await 1; at(me); return 's' } default: log(await sw()) }
    var undefined_; delete (await 1); log(void await 1);
  `,
  'functions and lets in bodies': `
    async function a(f) { log(typeof f); { function f() {} } await 1; return typeof f } log(await a(1));
    async function b() { log(typeof g); await 1; try { g = 1 } catch (e) { log(e instanceof TypeError) } return typeof g; function g() {} } log(await b());
    async function c() { 'use strict'; await 1; return typeof d; { function d() {} } } log(await c());
    async function e() { await 1; return [typeof x, typeof y].join(); function x() {} async function y() {} function* z() {} } log(await e());
    async function m() { let r = n(); await 1; return r + n(); function n() { return k; } const k = 1 } try { log(await m()) } catch (e) { log(e instanceof ReferenceError) }
    async function p(q = () => s, s = 1) { var s; s = 2; await 1; return q() + s } log(await p());
    async function arg() { await 1; var arguments; return typeof arguments } log(await arg(1));
    async function arg2() { await 1; function arguments() {} return typeof arguments } log(await arg2(1));
    async function same() { await 1; var same; return typeof same } log(await same());
    async function same2() { await 1; function same2() { return 1 } return same2() } log(await same2());
    function* rest(...r) { yield r.length; var r; yield r.length } log([...rest(1, 2)].join());
    function* rest2(...r) { yield typeof r; function r() {} } log([...rest2(1, 2)].join());
    function* rest3(f = () => r, ...r) { r.push(1); yield [Array.isArray(f()), f().length, r.length].join() } log([...rest3(undefined, 2)].join());
    function* rest4(...[a, , ...[b, ...c]]) { yield [a, b, c].join('|') } log([...rest4(1, 2, 3, 4, 5)].join());
    function* rest5(...[{ a } = { a: 1 }, [b] = [2]]) { yield a + b } log([...rest5()].join());
    function* fn(a, a2 = a, { b = a2, ...c } = {}) { var a; a = 9; yield [a, a2, b].join() } log([...fn(1)].join());
  `,
  'labels, switches and jumps through finally': `${drive}
    async function f(n) { const me = get(); out: { try { if (n === 0) break out; await 1; if (n === 1) break out; for (;;) { try { await 2; if (n === 2) break out; break } finally { at(me); log('in') ; if (n === 3) break out } } return 'r' } finally { at(me); log('fin'); if (n === 4) break out; if (n === 5) return 'override' } } at(me); return 'end' }
    for (let i = 0; i < 6; i++) await run(i, async () => { log(await f(i)); at(i) });
    function* g() { const me = get(); a: for (const x of I([1, 2])) { b: for (const y of I([3, 4])) { at(me); const z = yield x * y; at(me); if (z) continue a; else continue b } } }
    const it = run('g', g); for (const i of [0, 1, 0, 0, 0, 0]) step('s' + i, () => it.next(i));
    async function sw(x) { const me = get(); switch (x) { case await 1: at(me); let k = 1; default: try { k } catch (e) { log(e.name) } case 3: at(me); await k2(); function k2() { return 1 } } return 'sw' }
    for (const x of [1, 2, 3]) await run('sw', async () => log(await sw(x)));
  `,
  classes: `
    class A { #x = 1; static #s = async () => { const me = get(); await 1; at(me); return this.name }; async #m() { const me = get(); await 1; at(me); return #x in this }
      get #g() { return this.#m() } async t() { return this.#g } static t() { return this.#s() } async *#ag() { yield this.#x; yield* [2] } async ag() { const r = []; for await (const x of this.#ag()) r.push(x); return r.join() }
      static { const self = this; this.late = (async () => { const me = get(); await 1; at(me); return self === A })() } ['comp' + 1] = async () => { await 1; return new.target } ; 'use strict' = async () => { await 1; return 'us' }; static async = 1; static await = 2; get; set; async
      *gen() { const me = get(); yield 1; at(me) } }
    await run('a', async () => { const a = new A(); log(await a.t()); log(await A.t()); log(await a.ag()); log(await A.late); log(await a.comp1()); log(await a['use strict']()); log([...a.gen()].join() + A.async + A.await); at('a') });
    class B extends Promise { then(f, r) { log('B.then'); return super.then(f, r) } static resolve(x) { return super.resolve(x) } async m() { return await super.finally(() => at('b', 'finally')) } }
    await run('b', async () => { log(await new B(r => r(1))); at('b'); log(await B.resolve(2).then(x => (at('b'), x + 1))); at('b'); log(await new B(r => r(3)).m()); at('b') });
    class C { constructor() { return (async () => { const me = get(); await 1; at(me); return [new.target === C, this instanceof C].join() })() } } log(await run('c', () => new C()));
    const D = class Named { static async s() { await 1; return Named.name } }; log(await D.s());
    class E { static async *[Symbol.asyncIterator]() { const me = get(); yield 1; at(me); yield await 2; at(me) } } await run('e', async () => { for await (const x of E) { at('e'); log(x) } });
    const o = { async get() { await 1; return 'g' }, async set(x) { await 1; return x }, async async() { await 1; return 'aa' }, async await() { await 1; return 'aw' }, async *yield() { yield 'y' }, async static() { await 1; return 'st' }, 'async'() {}, get async2() { return 1 } };
    log([await o.get(), await o.set(1), await o.async(), await o.await(), (await o.yield().next()).value, await o.static()].join());
  `,
  'optional calls and receivers': `
    const p = Promise.resolve(1), none = null, o = { p, get q() { log('q'); return p }, m() { return this.p }, n: null, then: 5 };
    await run('a', async () => {
      log(await p.then?.(x => (at('a'), x))); log(await p?.then?.(x => (at('a'), x))); log(await none?.then(x => at('never'))); log(await o?.q.then(x => (at('a'), x)));
      log(await o.m?.().then(x => (at('a'), x))); log(await o['m']?.().then(x => (at('a'), x))); log(await o.n?.().then(x => at('never'))); log(await o.q?.['then'](x => (at('a'), x)));
      log(await (o?.q).then(x => (at('a'), x)).catch(() => {}).finally(() => at('a'))); log(await (0, o.q).then(x => (at('a'), x))); log(await o.q
        // a comment
        .then(x => (at('a'), x)) /* another */ . /* c */ then(x => x + 1));
      log(await new Promise(r => r(2)).then(x => (at('a'), x))); log(await (async () => 3)().then(x => (at('a'), x))); log(await (function () { return this }).call(p).then(x => (at('a'), x)));
      log(await (x => x)\`a\`.length.constructor.name?.[0]); log(await Promise?.resolve(4).then(x => (at('a'), x))); log(await globalThis.Promise['all']([T(1), 2]).then(x => (at('a'), x.join())));
      try { o.then(1) } catch (e) { log(e instanceof TypeError) } try { none.then(1) } catch (e) { log(e instanceof TypeError) } try { undefined_.then(1) } catch (e) { log(e instanceof ReferenceError) }
      let c = p; c = c.then(x => (at('a'), x)); c &&= c.catch(x => x); log(await c); log(typeof p.then(x => x)); const { [await p.then(() => 'k')]: kk } = { k: 9 }; log(kk);
      log(await p.then(x => { at('a'); return p.then(y => { at('a'); return x + y }) }, undefined, 5));
      log(await p.then(...[x => (at('a'), x)])); log(await p.then(null)); log(await Promise.race(I([T(1)]))); log(await Promise.resolve(T(5))); log((await Promise.allSettled([T(1), Promise.reject(2)])).length);
    });`,
  asi: `
    const f = async () => { const me = get(); let a = 1
      await null
      ;[1].forEach(x => log(x))
      const t = x => x[0]
      let b = await t
      \`x\`
      log(b); let i = 1
      await 1
      ++i
      log(i); var r = await /x/g
      r.lastIndex = 0
      if (a) await 1
      else await 2
      do await 1; while (a++ < 2) await 3
      for (const x of [1]) await x
      for await (const y of [1]) await y
      while (a-- > 0) await a
      l: for (;;) { await 1; break l }
      await i++
      [i].length; await i--
      (log(i)); const u = await i++
      \`u\`
      at(me); log(u); const s = async c => c ? null : () => {}
      (log('called')); const fn = async c => { return c ? 1 : () => {}
      (1) }
      log(typeof await fn(0)); const ag = async function* () { return () => {}
      (1) }
      log(typeof (await ag().next()).value)
      return await 5
    }
    log(await run('a', f));
    function* g() { const me = get(); const x = yield
      log(x)
      yield
      [1].length; at(me)
      yield
      /a/g; yield* [1]
      yield; at(me); yield
      -1; yield x => {}
      (log('called')); yield
      +1
      yield
      (log('called too')); const y = yield
      \`t\`; yield async () => 1
      yield* []
      ;(1); return
      5 }
    const it = run('g', g); for (let i = 0; i < 16; i++) run(i, () => log(it.next(i)));`,
  'generators, odd': `${drive}
    const gs = [function* () { const me = get(); at(me); yield yield yield 1; at(me) }, function* () { const me = get(); const [a = yield 1, { b = yield 2 } = yield 3] = [undefined, { }]; at(me); log(a + b) },
      function* () { const me = get(); const o = { [yield 1]: yield 2, m() { return 1 }, ...(yield 3) }; at(me); log(o) }, function* () { const me = get(); const f = (x = 1) => x; log(f(yield, ...[yield])); at(me); log(\`\${yield}\${yield}\`); at(me); class K extends (yield, Object) { [yield]() {} static x = 1 } at(me); return K.x },
      function* () { const me = get(); try { return yield 1 } finally { at(me); yield 2; at(me) } }, function* () { const me = get(); for (let i = yield; i < (yield); i += yield) { at(me); log(i) } at(me) }, function* () { const me = get(); for (const k in yield) { at(me); yield k } at(me); throw yield },
      function* () { const me = get(); switch (yield) { case yield: at(me); yield; case 2: at(me) } if (yield) at(me); return (yield) ? yield : yield }, function* () { const me = get(); delete (yield).x; typeof (yield); (yield)?.[yield]; at(me); new (yield, Object)(yield); at(me); tag\`\${yield}\`; at(me); function tag() {} }];
    for (const g of gs) { const it = run('a', () => g(5)); for (let i = 0; i < 9; i++) step(i, () => it.next(i % 3 ? { x: i } : i)) }`,
  'the same names as ours': `
    const call = 1, enter = 2, leave = 3, suspend = 4, create = 5, of = 6; const _ac = await null, _ac_call = 1, _ac1 = 2;
    log([call, enter, leave, suspend, create, of, _ac, _ac_call, _ac1].join());
    const f = async (_ac2, \\u005fac3) => { const me = get(); await 1; at(me); return _ac2 + _ac3 }; log(await run('a', () => f(1, 2)));`,
};
for (const [name, code] of Object.entries(programs)) test(name, () => checkProgram(code, realms));
test.run();
