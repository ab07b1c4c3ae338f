// Calls of `then` and similar methods: which are transformed, into what, and that they do the same as before, in the context of the call.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { transform } from '../../src/transform/index.js';
import { checkProgram } from './program.js';
import { realms } from './realms.js';

/** Code, and its transformed form; without a second text, it is left alone. The helpers have short names here. */
const forms: [code: string, becomes?: string][] = [
  ['x.then(f, g)', 'of(x).then(f, g)'],
  ['x.catch(f)', 'of(x).catch(f)'],
  ['x.finally(f)', 'of(x).finally(f)'],
  ['x.then(...f)', 'of(x).then(...f)'],
  ['x.then?.(f)', 'of(x).then?.(f)'],
  ['x.then(a).then(b).catch(c)', 'of(of(of(x).then(a)).then(b)).catch(c)'],
  ['x.then(y => y.then(f))', 'of(x).then(y => of(y).then(f))'],
  ["x['then'](f)", "of(x)['then'](f)"],
  ['x["catch"](f)', 'of(x)["catch"](f)'],
  ['(x.then)(f)', '(of(x).then)(f)'],
  ['(x, y).then(f)', 'of((x, y)).then(f)'],
  ['this.then(f)', 'of(this).then(f)'],
  ['new X().then(f)', 'of(new X()).then(f)'],
  ['import.meta.then(f)', 'of(import.meta).then(f)'],
  ["import('x').then(f)", "of(attach(detach(),import('x'))).then(f)"],
  ['() => { typeof(x).then(f); return(x).then(f) }', '() => { typeof of((x)).then(f); return of((x)).then(f) }'],
  ['x // a\n /* b */ . /* c */ then /* d */ (f)', 'of(x) // a\n /* b */ . /* c */ then /* d */ (f)'],
  ['a\nx.then(f)', 'a\nof(x).then(f)'],
  ['a\n;(x).then(f)', 'a\n;of((x)).then(f)'],
  ['a\n(x).then(f)', 'of(a\n(x)).then(f)'],
  ['a\n++x.then(f).y', 'a\n++of(x).then(f).y'],
  [
    'class A { y = x.then(f); [x.then(f)]; static { x.then(f) } m(z = x.then(f)) {} }',
    'class A { y = of(x).then(f); [of(x).then(f)]; static { of(x).then(f) } m(z = of(x).then(f)) {} }',
  ],
  ['class A extends x.then(f) {}', 'class A extends of(x).then(f) {}'],
  ['`${x.then(f)}`', '`${of(x).then(f)}`'],
  ['tag`${x.then(f)}`', 'tag`${of(x).then(f)}`'],
  ['delete x.then(f).y', 'delete of(x).then(f).y'],
  ['[x.then(f).y] = z', '[of(x).then(f).y] = z'],
  ['for (const y of x.then(f)) ;', 'for (const y of of(x).then(f)) ;'],
  ['export default x.then(f)', 'export default of(x).then(f)'],

  ['x?.then(f)', 'of(x)?.then(f)'],
  ['(x?.then)(f)', '(of(x)?.then)(f)'],
  ["x?.['then'](f)", "of(x)?.['then'](f)"],
  ['a?.b.then(f)', 'ofChain(hold(a),held()?.b,"then")?.then(f)'],
  ["a?.b['then'](f)", 'ofChain(hold(a),held()?.b,"then")?.[\'then\'](f)'],
  ['a?.b.then(f).catch(g).c', 'ofChain(hold(ofChain(hold(a),held()?.b,"then")),held()?.then(f),"catch")?.catch(g).c'],
  ['a?.b\n  // c\n  .then(f)', 'ofChain(hold(a),held()?.b,"then")\n  // c\n  ?.then(f)'],
  ['a?.b?.c[d].then(f)', 'ofChain(hold(a?.b),held()?.c[d],"then")?.then(f)'],
  ['a?.(b).then(f)', 'ofChain(hold(a),held()?.(b),"then")?.then(f)'],
  ['a.b?.(c).then(f)', 'ofChain(holdMethod(a,"b"),held()?.(c),"then")?.then(f)'],
  ['a?.b?.(c).then(f)', 'ofChain(holdMethod(a,"b",true),held()?.(c),"then")?.then(f)'],
  ['a[b(1)]?.(c).then(f)', 'ofChain(holdMethod(a,(b(1))),held()?.(c),"then")?.then(f)'],
  ['a.then?.(f).then(g)', 'ofChain(holdMethod(of(a),"then"),held()?.(f),"then")?.then(g)'],
  ['a?.then?.(f).then(g)', 'ofChain(holdMethod(of(a),"then",true),held()?.(f),"then")?.then(g)'],
  ['(a?.b).then(f)', 'of((a?.b)).then(f)'],
  ['a?.b?.then(f)', 'of(a?.b)?.then(f)'],
  ['a?.b?.then(f).catch(g)', 'ofChain(hold(of(a?.b)),held()?.then(f),"catch")?.catch(g)'],
  ['(a?.b.then)(f)', '(ofChain(hold(a),held()?.b,"then")?.then)(f)'],
  ['(a?.b.then)(f).catch(g)', 'of((ofChain(hold(a),held()?.b,"then")?.then)(f)).catch(g)'],
  ['class A { #m; f() { this.#m?.(1)?.then(f) } }', 'class A { #m; f() { of(this.#m?.(1))?.then(f) } }'],

  ['class A extends P { then(f) { return super.then(f) } }', 'class A extends P { then(f) { return inherited(super.then,this)(f) } }'],
  ['class A extends P { then(f) { return super.then?.(f) } }', 'class A extends P { then(f) { return inherited(super.then,this)?.(f) } }'],

  ['Promise.resolve(x)', 'of(Promise).resolve(x)'],
  ["Promise['try'](f)", "of(Promise)['try'](f)"],
  ['Promise.all([x])', 'of(Promise).all([x])'],
  ['globalThis.Promise?.race(x)', 'of(globalThis.Promise)?.race(x)'],
  ['Promise.any(x).then(f)', 'of(of(Promise).any(x)).then(f)'],
  ['Promise.try(f, x)', 'of(Promise).try(f, x)'],

  ['x.then()'],
  ['x.then'],
  ['x.then = f'],
  ['const { then } = x'],
  ['x.then`f`'],
  ['new x.then(f)'],
  ['delete x.then'],
  ['x[then](f)'],
  ['then(f)'],
  ['class A { #then; m() { this.#then(f) } }'],
  ['"x".catch(f), [].then(f), (() => {}).then(f), ({}).then(f)'],
  ['@x.then(f) class A { @x.catch(f) m() {} }'],
  ['Promise.resolve(), Promise.resolve(1), Promise.resolve([x]), Promise.reject(x)'],
  ['path.resolve(x), require.resolve(x), import.meta.resolve(x), x.all(y), Promise.withResolvers()'],
  ['// x.then(f)\n"x.then(f)"'],
];
const typed: [code: string, becomes: string][] = [
  ['x!.then(f)', 'of(x!).then(f)'],
  ['(x as any).then<T>(f)', 'of((x as any)).then<T>(f)'],
  ['x.then!(f)', 'of(x).then!(f)'],
  ['<any>x.then(f)', '<any>of(x).then(f)'],
  ['a?.b!.c<T>(d).then(f as F)', 'ofChain(hold(a),held()?.b!.c<T>(d),"then")?.then(f as F)'],
];
const short = (code: string): string => code.replace(/^import\{.*?\}from"[^"]*";/, '').replaceAll('_ac_', '');
for (const [filename, rows] of [
  ['a.mjs', forms],
  ['a.ts', typed],
] as const) {
  for (const [code, becomes] of rows) {
    test(`${becomes === undefined ? 'left alone: ' : ''}${code}`, () => {
      const result = transform(code, { filename, format: 'module', sourcemap: false });
      assert.is(result && short(result.code), becomes ?? null);
      if (result) assert.equal(result.warnings, []);
    });
  }
}

for (const code of [
  'class A { #m; f() { this.#m?.(1).then(f) } }',
  'a?.[b]?.(c).then(f)',
  'a?.b.c?.(d).then(f)',
  '(a.b)?.(c).then(f)',
  '({ m() { super.m?.().then(f) } })',
]) {
  test(`left alone, with a warning: ${code}`, () => {
    const result = transform(`x.then(f);${code}`, { filename: 'a.mjs' })!;
    assert.ok(result.code.endsWith(code), result.code);
    assert.match(result.warnings[0]!.message, /a reaction after an optional call of a method/);
  });
}

test('on request, reactions are left as they are', () => {
  assert.is(transform('x.then(f)', { filename: 'a.mjs', reactions: false }), null);
  const { code } = transform('x.then(f); async () => { await x.then(f); g() }', { filename: 'a.mjs', reactions: false })!;
  assert.not.match(code, /_of/);
});

/** Defines a reaction that checks the context, and logs its arguments. */
const look = 'const see = (id, name = "") => Object.assign((...args) => { at(id, name); log([name, ...args].join()); return args[0] }, { id });';
const programs: Record<string, string> = {
  'reactions run in the context of the call': `
    const p = Promise.resolve(1), q = Promise.reject(new Error('q'));
    await run('a', async () => {
      for (const x of [p, q, run('b', () => p.then(see('b'))), new Promise(resolve => run('c', () => Promise.resolve().then(() => resolve(3)))), (async () => 4)()]) {
        await Promise.allSettled([x.then(see('a', 'then'), see('a', 'catch')), x.catch(see('a', 'catch')), x.finally(see('a', 'finally')), x['then'](see('a', 'computed')), x?.then?.(see('a', 'optional')), (x.then)(see('a', 'parenthesised')), x.then(...[see('a', 'spread')])]);
        at('a');
      }
      await p.then(see('a', 1)).then(see('a', 2)).finally(see('a', 3)).then(see('a', 4));
    });
    at('none'); await p.then(see('none')); await p.then(() => run('d', () => p.then(see('d')))).then(see('none'));`,
  'what reactions return': `
    await run('a', async () => {
      const p = Promise.resolve(1);
      log(await p.then(() => T('thenable'))); log(await q().catch(() => T('thenable'))); log(await p.finally(() => T('ignored'))); log(await p.then(T('x')));
      log(await p.then(() => Promise.resolve(2))); log(await p.then(null, 5)); log(await p.then(() => ({ then: 5 })).then(x => x.then));
      await p.then(() => { throw new Error('t') }).catch(e => { at('a'); log(e) });
      await p.then(() => ({ get then() { at('a'); throw new Error('poisoned') } })).catch(e => { at('a'); log(e) });
      try { await { get then() { throw new Error('poisoned') } } } catch (e) { at('a'); log(e) }
      const o = {}; log((await p.then(() => o)) === o); log(p.then(() => p) === p);
      class S extends Promise { then(...args) { at('a', 'then of a subclass'); return super.then(...args) } }
      log(await p.then(() => S.resolve(3))); log(await p.finally(() => S.resolve(3)));
    });
    async function q() { throw new Error('q') }`,
  'order of evaluation': `
    await run('a', async () => {
      const p = Promise.resolve(1), say = x => (log(x), x);
      const o = { get p() { log('p'); return p } };
      await o.p.then((log('first'), see('a')), (log('second'), undefined));
      const own = Object.assign(Promise.resolve(2), {}); let reads = 0;
      Object.defineProperty(own, 'then', { get() { log('read'); return Promise.prototype.then } });
      await own.then((log('argument'), see('a'))); log('caught'); await own.catch(see('a')); await own.finally(see('a'));
      const swapped = Promise.resolve(3);
      await swapped.then((swapped.then = () => log('not this one'), see('a')));
      for (const x of [undefined, null, 5, {}, { then: 5 }]) { try { x.then(log('evaluated or not')) } catch (e) { log(e instanceof TypeError) } }
      try { Promise.prototype.then.call({}, see('a')) } catch (e) { log(e instanceof TypeError) }
      try { Object.create(Promise.prototype).then(see('a')) } catch (e) { log(e instanceof TypeError) }
      const odd = { then(...args) { log(this === odd); log(args.length); return args[0] } }; const f = () => {};
      log(odd.then(f, 2, 3) === f); log(odd.then?.(f) === f); log({ catch: x => x }.catch(f) === f);
      const own2 = Object.assign(Promise.resolve(4), { then(...args) { log(this === own2); log(args[0] === f); return args.length } }); log(own2.then(f, 2, 3));
      log(Promise.resolve(5).then.name + Promise.resolve(5).then.length);
    });`,
  'callbacks are called as ever': `
    await run('a', async () => {
      'use strict'; const p = Promise.resolve(1);
      await p.then(function (...args) { log(this === undefined); log(args.length) });
      await p.finally(function (...args) { log(this === undefined); log(args.length); at('a') });
      await Promise.reject(2).catch(function (...args) { log(this === undefined); log(args.join()) });
      await Promise.reject(3).finally(see('a')).catch(see('a')); await Promise.reject(4).then(see('a'), undefined).catch(see('a'));
    });`,
  'optional chains': `
    await run('a', async () => {
      const p = Promise.resolve(1), m = { p, m(x) { log(this === m); return p.then(() => x) }, u: undefined, n: null, f: () => p };
      for (const a of [m, null, undefined, {}, 5]) for (const expression of [
        () => a?.p.then(see('a', 1)), () => a?.p.then(see('a', 1)).then(see('a', 2)).finally(see('a', 3)), () => a?.m(2).then(see('a', 4)), () => a?.m?.(2).then(see('a', 5)),
        () => a?.['p']['then'](see('a', 6)).p, () => a.m?.(3).then(see('a', 7)), () => a[log('key'), 'm']?.(3).then(see('a', 8)), () => a?.u.then(log('not evaluated')), () => a?.n.catch(log('not evaluated')),
        () => a?.u?.then(see('a')), () => a?.f().then(see('a', 9))?.then(see('a', 10)), () => (a?.p).then(see('a', 11)), () => (a?.p.then)(see('a', 12)), () => a?.p?.then(see('a', 13)).p?.q.then(f), () => a.p?.then?.(see('a', 24)).then(see('a', 25)), () => a.p.then?.(see('a', 26)).catch(f).finally(see('a', 27)),
      ]) { try { log(typeof await expression()) } catch (e) { log(e instanceof TypeError || e) } at('a') }
      const f = undefined, g = x => (log(x), p); log(f?.(1).then(g)); await g?.(1).then(see('a', 14));
      const nested = (x, y) => x?.[y?.p.then(see('a', 15)) && 'p'].then(see('a', 16)); await nested(m, m); await nested(null, m); try { nested(m) } catch (e) { log(e instanceof TypeError) }
      await m?.m(await m?.m(await 1).then(see('a', 17))).then(see('a', 18)); at('a');
      const recursive = { get p() { return this.depth-- > 0 ? recursive?.p.then(see('a', 19)) : p }, depth: 3 }; await recursive?.p.then(see('a', 20));
      class C { #p = p; m() { return this?.#p.then(see('a', 21)) } static s(x) { return x?.#p.then(see('a', 22)) } } await new C().m(); await C.s(new C()); log(C.s(null));
      class D extends C { m() { return super.m?.name.length && super.m()?.then(see('a', 23)) } } await new D().m();
    });`,
  subclasses: `
    class S extends Promise { then(f, g) { log('then'); log(typeof f + f?.id); return super.then(f, g) } catch(f) { log('catch'); return super.catch(f) } finally(f) { log('finally'); return super['finally'](f) } static get [Symbol.species]() { log('species'); return this } }
    class P extends Promise {}
    class Q extends Promise { constructor(f) { super((a, b) => { f(a, b); const s = () => super.then; log(typeof s) }) } both(f) { return super.then?.(f, f) } none(f) { return super.nothing?.(f) } }
    await run('a', async () => {
      for (const C of [S, P, Q]) {
        const p = C.resolve(1);
        const r = p.then(see('a', 1)); log(r instanceof C); await r; await p.catch(see('a', 2)); await p.finally(see('a', 3)); await C.reject(2).catch(see('a', 4)); await C.reject(3).finally(see('a', 5)).catch(see('a', 6));
        log((await p.then(() => new C(resolve => resolve(7))))); log(await Promise.all([C.resolve(8), 9]).then(x => x.join()));
      }
      await new Q(r => r(1)).both(see('a', 7)); log(new Q(r => r(1)).none(see('a', 8)));
      const o = { __proto__: { then(f) { log(this === o); return f(5) } }, then(f) { return super.then(f) } }; log(o.then(see('a', 9)));
      const e = { __proto__: { then: 5 }, then(f) { return super.then(f) } }; try { e.then(1) } catch (x) { log(x instanceof TypeError) }
    });`,
  'finally of promises with a class of their own': `
    class D extends Promise {}
    class S extends Promise { then(...args) { at('a', 'then of S'); log('then of S'); return super.then(...args) } }
    await run('a', async () => {
      for (const C of [Promise, D, S]) for (const R of [Promise, D, S]) {
        const back = () => { at('a', 'finally'); log(C.name + R.name); return R.resolve(1) };
        log(await C.resolve(2).finally(back)); at('a');
        await C.reject(new Error('3')).finally(back).catch(see('a'));
        const order = []; const first = C.resolve(4).finally(back).then(() => order.push('finally'));
        const second = Promise.resolve().then(() => {}).then(() => {}).then(() => {}).then(() => order.push('others'));
        await Promise.all([first, second]); log(order.join());
      }
    });`,
  'thenables that Promise is given': `
    await run('a', async () => {
      log(await Promise.resolve(T(1))); log(await Promise.all([T(2), 3, Promise.resolve(4), T(5)]).then(x => x.join())); log(await Promise.any([T(6)])); log(await Promise.race([T(7), T(8)]));
      log((await Promise.allSettled([T(9), Promise.reject(10)])).map(x => x.status + x.value + x.reason).join()); log(await globalThis.Promise.resolve(T(11)));
      if (Promise.try) { log(await Promise.try((x, y) => (at('a'), T(x + y)), 1, 2)); log(await Promise.try(() => { throw 1 }).catch(x => x)) }
      const p = Promise.resolve(12); log(Promise.resolve(p) === p);
      for (const x of [undefined, null, 5, {}, { [Symbol.iterator]: 5 }, { [Symbol.iterator]: () => 5 }, 'abc', { get [Symbol.iterator]() { throw new Error('i') } }]) try { log(String(await Promise.all(x))) } catch (e) { log(e instanceof TypeError || e) }
      await Promise.resolve({ get then() { throw new Error('poisoned') } }).catch(e => log(e)); log(await Promise.all(new Set([T(13)])).then(String)); log(await Promise.all((function* () { yield T(14); at('a') })()).then(String));
    });
    const { resolve } = Promise; try { resolve(1) } catch (e) { log(e instanceof TypeError) }
    await run('b', async () => { const Promise = { resolve: x => x, all: (...x) => x.length, race() { return this === Promise } }; const t = T(1); log(Promise.resolve(t) === t); log(Promise.all(1, 2, 3)); log(Promise.race(1)) });`,
  'iterables that Promise is given are read lazily, and closed': `
    const iterable = (how, n = 3) => ({ get [Symbol.iterator]() { log('method'); return () => { log('iterator'); return {
      get next() { log('get next'); return () => { log('next'); if (how === 'next') throw new Error('next'); if (how === 'result') return 5;
        return { get done() { log('done'); if (how === 'done') throw new Error('done'); return n-- < 1 }, get value() { log('value'); if (how === 'value') throw new Error('value'); return how === 'poisoned' ? { get then() { throw new Error('then') } } : T(n) } } } },
      get return() { log('return'); return how === 'no return' ? undefined : () => ({}) } } } } });
    for (const method of ['all', 'allSettled', 'any', 'race']) for (const how of ['', 'next', 'result', 'done', 'value', 'poisoned'])
      await run(method + how, async () => {
        const promise = method === 'all' ? Promise.all(iterable(how)) : method === 'allSettled' ? Promise.allSettled(iterable(how)) : method === 'any' ? Promise.any(iterable(how)) : Promise.race(iterable(how));
        log('called'); try { log(JSON.stringify(await promise)) } catch (e) { log(e instanceof TypeError || e) } at(method + how);
      });
    const { resolve } = Promise;
    await run('c', async () => { for (const how of ['', 'no return']) { Promise.resolve = () => { throw new Error('closed') }; const p = Promise.all(iterable(how)); Promise.resolve = resolve; try { await p } catch (e) { log(e) } } });`,
  "a promise in place of the engine's": `
    const native = Promise;
    globalThis.Promise = class { constructor(f) { this.p = new native(f) } then(...x) { return this.p.then(...x) } static resolve(x) { return new this(r => r(x)) } };
    try { await run('a', () => Promise.resolve(1).then(see('a', 1))) } finally { globalThis.Promise = native }`,
  'patched promises': `
    const { then } = Promise.prototype;
    Promise.prototype.then = function (...args) { log('patched'); return then.apply(this, args) };
    await run('a', () => Promise.resolve(1).then(see('a', 1)).catch(see('a')).finally(see('a', 2)));
    Promise.prototype.then = then;`,
  'generators that are left as they are': `
    function* g(a) { a = 1; Promise.resolve(arguments[0]).then(see('a', 1)); yield arguments.length; }
    const it = g(0); run('a', () => it.next()); await null;`,
};
for (const [name, code] of Object.entries(programs)) test(name, () => checkProgram(`${look}\n${code}`, realms));

// With the await hook, V8 omits these lines.
const stacks = `
  const names = error => error.stack.split('\\n').filter(line => /at async/.test(line)).map(line => /at async ([\\w.]+)/.exec(line)[1]).join();
  const inner = async x => { await x; throw new Error('here') }, fail = () => { throw new Error('there') };
  async function first() { await Promise.resolve(1).then(fail) } async function second() { await inner(1).finally(() => {}) } async function third() { await Promise.all([1, inner(2)]) }
  async function fourth() { await Promise.resolve(1).then(() => inner(3)) } async function outer(f) { await f() }
  await run('a', async () => { for (const f of [first, second, third, fourth]) try { await outer(f) } catch (e) { log(names(e)) } });`;
test('stack traces have the same functions', () => checkProgram(stacks, realms));

const readOnce = `
    await run('a', async () => {
      const odd = { get then() { log('read'); at('a', 'in the getter'); return 5 } }, quiet = new Proxy({}, { get(target, key) { log('get ' + String(key)) } });
      const f = Object.assign(() => 1, { then: null });
      for (const x of [odd, quiet, f, {}, [1], Object.create(null)]) { const y = await x; log(y === x); at("a"); }
    });`;

/** Calls that a page without the hook has to follow by itself, as AsyncLocalStorage does. With the hook, `Promise.resolve` calls a `then` in no context. */
const foreign: Record<string, string> = {
  'thenables that resolve with thenables': `
    const deep = n => ({ then(resolve) { at('a', n); log('then ' + n); resolve(n > 0 ? deep(n - 1) : 'end') } });
    await run('a', async () => {
      log(await deep(3)); log(await Promise.resolve(deep(2))); log(await Promise.resolve(1).then(() => deep(2))); log(await (async () => deep(2))()); log(await Promise.all([deep(2)]).then(String));
      log(await { then(resolve) { log(resolve.length + resolve.name); resolve(); resolve(deep(1)) } }); try { await { then(resolve, reject) { reject(deep(1)) } } } catch (e) { log(typeof e.then) }
    });`,
  'proxies that have a trap for get alone': `
    const far = value => new Proxy(function () {}, { get(target, key) { log('get ' + String(key)); return key === 'then' ? resolve => { at('a', value); resolve(value) } : undefined } });
    await run('a', async () => { log(await far(1)); log(await Promise.resolve(far(2))); log(await Promise.resolve(0).then(() => far(3))); log(await (async () => far(4))()); log(await Promise.all([far(5)]).then(String)); });`,
};
for (const [name, code] of Object.entries(foreign))
  test(name, () =>
    checkProgram(
      code,
      realms.filter(({ name }) => name !== 'the await hook'),
    ),
  );
test('a then that is no function is read once', () => checkProgram(readOnce, realms));

const noHook = realms.find(({ name }) => name === 'no hook')!;
// A library's `then` may call a callback that way; no engine does.
const within = `
    const p = Promise.resolve(1); let inner; const own = Object.assign(Promise.resolve(2), {});
    const { then } = Promise.prototype; const called = [];
    Promise.prototype.then = function (f, ...rest) { if (typeof f === 'function' && this === own) called.push(f); return then.call(this, f, ...rest) };
    await run('a', async () => { let depth = 0; await own.then(() => { at('a', depth); if (depth++ < 2) run('b', () => { called[0](1); at('b') }); at('a', 'after') }) });
    Promise.prototype.then = then;`;
test('without a hook, a callback that is called within itself is in its context', () => checkProgram(within, [noHook]));
test('without a hook, whoever resolves with a thenable says in which context that runs', () =>
  checkProgram(
    `
  await run('a', async () => {
    let resolveLater; const later = { then(resolve) { at('a', 'later'); resolveLater = resolve } };
    const waiting = (async () => { log(await later); at('a', 'after later') })();
    await 1; await 2; run('b', () => resolveLater({ then(resolve) { at('b', 'inner'); resolve('of b') } })); await waiting;
  });`,
    [noHook],
  ));
test('without a hook, a stand-in is made only of a native promise in a context', async () => {
  const seen = (await noHook.run(
    `const { of } = runtime, results = [];
     class S extends Promise {}
     const values = [Promise.resolve(1), S.resolve(2), Promise, { then() {} }, 1, null, undefined, 'x', () => {}, S];
     for (const value of values) results.push([of(value) === value, run('a', () => of(value) === value)].join());
     const standIn = run('a', () => of(values[0]));
     results.push(Reflect.ownKeys(standIn).length, standIn instanceof Promise);
     return results;`,
    { transformed: false },
    ({ AsyncContext, runtime }) => {
      const variable = new AsyncContext.Variable();
      return { runtime, run: (id: unknown, fn: () => unknown) => variable.run(id, fn) };
    },
  )) as unknown[];
  assert.equal([...seen], ['true,false', 'true,false', 'true,false', ...Array(7).fill('true,true'), 0, false]);
});
for (const realm of realms.filter(each => each !== noHook)) {
  test(`${realm.name}: what carries reactions needs no stand-in`, async () => {
    const seen = await realm.run(
      'const p = Promise.resolve(1); return run(() => runtime.of(p) === p && runtime.of(Promise) === Promise)',
      { transformed: false },
      ({ AsyncContext, runtime }) => {
        const variable = new AsyncContext.Variable();
        return { runtime, run: (fn: () => unknown) => variable.run(1, fn) };
      },
    );
    assert.is(seen, true);
  });
}
test.run();
