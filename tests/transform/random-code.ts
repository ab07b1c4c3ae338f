// Random programs as source: functions of every kind that suspend, nested in every way. Each asserts its context at every step.
import { random } from '../seeds.js';

type Kind = 'async' | 'generator' | 'async generator';
const kinds: readonly Kind[] = ['async', 'generator', 'async generator'];

/**
 * Makes a program for `checkProgram`. It always ends: loops are short, and functions call only functions that were made before them.
 *
 * @param seed - The same seed makes the same program.
 * @returns The body of an async function.
 */
export function randomCode(seed: number): string {
  const pick = random(seed);
  const one = <T>(values: readonly T[]): T => values[pick(values.length)]!;
  let count = 0;
  const made: { name: string; kind: Kind }[] = [];
  const ofKind = (kind: Kind) => made.filter(each => each.kind === kind).map(({ name }) => name);

  function value(kind: Kind, depth: number): string {
    const number = String(pick(9));
    if (depth <= 0) return number;
    const inner = () => value(kind, depth - 1);
    const asyncs = ofKind('async');
    const choices = [
      () => number,
      () => `\`\${${inner()}}\``,
      () => `(${inner()}, ${inner()})`,
      () => `[${inner()}, ${inner()}].length`,
      () => `(${inner()} ? ${inner()} : ${inner()})`,
      () => `(${inner()} ${one(['&&', '||', '??', '+', '<'])} ${inner()})`,
      () => `id(${inner()}, ...[${inner()}])`,
      () => `({ [${inner()}]: ${inner()}, get x() { return 1 } }).x`,
      () => `(([a = ${number}, ...b]) => a)([${inner()}])`,
      () => `(o.x ${one(['??=', '||=', '&&=', '=', '+='])} ${inner()})`,
      () => `o?.[${inner()}]?.x`,
      () => `(s => s.raw.length)\`a\${${inner()}}b\``,
      () => `new (class { x = ${number}; static s = get(); get y() { return this.x } })(${inner()}).y`,
      () => `(typeof ${inner()} in { number: 1 })`,
      () => `((f, x = f()) => x)(() => ${number}, ${inner()})`,
    ];
    if (kind !== 'generator') {
      const awaited = [
        () => inner(),
        () => `Promise.resolve(${inner()})`,
        () => `T(${inner()})`,
        () => `(async () => { const me = get(); try { return await ${number} } finally { at(me, 'in an arrow') } })()`,
        () => `(async x => await x)(${inner()})`,
        () => (asyncs.length > 0 ? `${one(asyncs)}(${inner()})` : 'null'),
        () => `(async () => { throw 'r${number}' })()`,
        () => `Promise.resolve(${inner()}).then(x => { at(me, 'in a reaction'); return T(x) }).finally(() => at(me, 'in a last one'))`,
        () => `(${inner()}, ${one(['{ p: Promise.reject(1) }', 'null'])})?.p.catch(x => at(me, 'in a chain')).then(() => at(me, 'in its second'))`,
        () => `Promise.${one(['all', 'race', 'any'])}(I([T(1), ${inner()}]))`,
      ];
      for (let i = 0; i < 6; i++) choices.push(() => `await ${one(awaited)()}`);
    }
    if (kind !== 'async') {
      for (let i = 0; i < 4; i++) choices.push(() => `(yield ${inner()})`);
      choices.push(() => '(yield)');
      const generators = ofKind('generator');
      const sources = ['[1, 2]', 'I([3, 4])', ...generators.map(name => `${name}()`)];
      if (kind === 'async generator') sources.push('A([5, 6])', '[Promise.resolve(7), T(8)]', ...ofKind('async generator').map(name => `${name}()`));
      choices.push(() => `(yield* ${one(sources)})`);
    }
    return one(choices)();
  }

  interface Where {
    readonly kind: Kind;
    /** The labels of the loops around the current position. */
    readonly loops: readonly string[];
  }

  function statements(where: Where, length: number, depth: number): string {
    return Array.from({ length }, () => `${statement(where, depth)} at(me, ${++count});`).join(' ');
  }

  function statement(where: Where, depth: number): string {
    const { kind, loops } = where;
    const expression = () => value(kind, 2);
    const flat = [
      () => `log(${expression()});`,
      () => `log(${expression()});`,
      () => `{ const { a = ${expression()}, ...b } = { c: ${expression()} }; log(a); }`,
      () => `{ const [a = ${expression()}] = []; log(a); }`,
      () => `if (${expression()}) throw 't${pick(9)}';`,
      () => `if (${value(kind, 1)}) return ${expression()};`,
      () => (loops.length > 0 ? `if (${value(kind, 1)}) ${one(['break', 'continue'])} ${one(loops)};` : ';'),
      () => `{ const f = (x => ${pick(2)} ? x : () => {})\n; log(typeof f(1)) }`,
      () => `{ let n = 1; switch (${expression()}) { case ${value(kind, 1)}: let n = 2; default: n = 3 } log(n) }`,
      () => `if (log(typeof d${count}) ?? 1) { function d${count}() {} at(me, 'a function of a block') }`,
      () => `out: { if (${expression()}) break out; log(${value(kind, 1)}) }`,
      // A line end without a semicolon where one is needed.
      ...(kind === 'generator' ? [] : [() => `{ let n = 0; await n++\n${one(['[n].length', '(n)', '`n`'])}; log(n) }`]),
      ...(kind === 'async'
        ? []
        : [() => `yield${one(['', ' x => {}', ' async () => {}', ' yield'])}\n${one(['[1].length', '(1)', '`a`', '/a/g', '+1', '-1'])};`]),
      () => `class C${++count} extends (${value(kind, 1)}, Object) { [${value(kind, 1)}]() {} static x = () => get(); }`,
    ];
    if (depth <= 0) return one(flat)();
    const block = (inside: Where = where) => `{ ${statements(inside, 1 + pick(2), depth - 1)} }`;
    const loop = (make: (label: string, body: string) => string): string => {
      const label = `l${++count}`;
      return make(label, block({ ...where, loops: [...loops, label] }));
    };
    const nested = [
      () => `try ${block()} catch (e) ${block()}`,
      () => `try ${block()} catch ({ length = ${value(kind, 1)} }) ${block()}`,
      () => `try ${block()} catch ({ length = me, size = () => me }) { const me = size(); ${statements(where, 1, depth - 1)} }`,
      () => `try ${block()} finally ${block()}`,
      () => `try ${block()} catch { log('caught'); at(me, ${++count}); } finally ${block()}`,
      () => `if (${expression()}) ${block()} else ${block()}`,
      () => `switch (${expression()}) { case ${value(kind, 1)}: at(me, ${++count}); default: ${statements({ ...where }, 1, 0)} }`,
      () => loop((label, body) => `${label}: for (let i = 0; i < 2; i++) ${body}`),
      () => loop((label, body) => `${label}: for (const x of I([${value(kind, 1)}, 2])) ${body}`),
      () => loop((label, body) => `${label}: for (const [x = ${value(kind, 1)}] of [[], [1]]) ${body}`),
      () =>
        one(
          [...ofKind('generator'), '[]'].map(name => (name === '[]' ? () => ';' : () => loop((label, body) => `${label}: for (const x of ${name}()) ${body}`))),
        )(),
      () => `{ let n = 0; ${loop((label, body) => `${label}: do ${body} while (n++ < 1)`)} }`,
    ];
    if (kind !== 'generator') {
      const sources = [
        'A([1, 2])',
        'I([T(3), 4])',
        '[Promise.resolve(5), 6]',
        ...[...ofKind('generator'), ...ofKind('async generator')].map(name => `${name}()`),
      ];
      for (let i = 0; i < 2; i++) {
        nested.push(
          () => loop((label, body) => `${label}: for await (const x of ${one(sources)}) ${body}`),
          () => loop((label, body) => `${label}: for await (const { length = ${value(kind, 1)} } of ${one(sources)}) ${body}`),
        );
      }
    }
    return one([...flat, ...nested, ...nested])();
  }

  const code: string[] = ['let fuel = 40; const o = { x: 1 }; const id = x => { if (fuel-- < 0) throw "fuel"; return x };'];
  for (let i = 0; i < 5; i++) {
    const kind = one(kinds);
    const name = `f${i}`;
    const star = kind === 'async' ? '' : '*';
    const keyword = kind === 'generator' ? '' : 'async ';
    const parameters = one(['x, me = get()', 'x = get(), me = get(), ...rest', '{ x } = {}, me = get()', 'x, me = get(), ...[y]']);
    const body = `{ at(me, 'start'); id(0); ${statements({ kind, loops: [] }, 2 + pick(3), 3)} }`;
    const forms = [
      `${keyword}function${star} ${name}(${parameters}) ${body}`,
      `const ${name} = ${keyword}function${star} (${parameters}) ${body};`,
      `const { ${name} } = { ${keyword}${star} ${name}(${parameters}) ${body} };`,
      `class C${name} { static ${keyword}${star} #p(${parameters}) ${body} static run(...args) { return this.#p(...args) } } const ${name} = (...args) => C${name}.run(...args);`,
    ];
    if (kind === 'async') forms.push(`const ${name} = async (${parameters}) => ${body};`);
    code.push(one(forms));
    made.push({ name, kind });
  }
  for (const { name, kind } of made) {
    const steps = Array.from({ length: 6 }, (_, i) => `['s${i}', '${one(['next', 'next', 'next', 'next', 'throw', 'return'])}', ${pick(3)}]`);
    const act = 'fuel = 40;';
    if (kind === 'async')
      code.push(`${act} await run('c${name}', async () => { try { log(await ${name}(1)) } catch (e) { log(e) } at('c${name}', 'caller') });`);
    else if (kind === 'generator') {
      code.push(
        `${act} { const it = run('c${name}', () => ${name}(1)); for (const [id, how, x] of [${steps}]) run(id, () => { try { log(it[how](x)) } catch (e) { log(e) } at(id, 'caller') }) }`,
      );
    } else {
      code.push(
        `${act} { const it = run('c${name}', () => ${name}(1)); ${pick(2) ? `for (const [id, how, x] of [${steps}]) await` : `await Promise.all([${steps}].map(([id, how, x]) =>`} ` +
          `run(id, async () => { const p = it[how](x); at(id, 'caller'); try { log(await p) } catch (e) { log(e) } at(id, 'caller later') })${code.at(-1) === undefined ? '' : ''}` +
          `${'MARK'}`,
      );
      const last = code.pop()!;
      code.push(last.replace('MARK', last.includes('Promise.all([[') ? ')) }' : ' }'));
    }
    code.push("at('none', 'main');");
  }
  return code.join('\n');
}
