// The Babel plugin: the programs, with the plugin alone and with presets that lower; and the source positions of nodes.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseSync, transformSync, traverse, type PluginItem, type TransformOptions } from '@babel/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkProgram } from './program.js';
import { programs } from './programs.js';
import { makeRealm } from './realms.js';
import asynccontext from '../../src/transform/babel/babel.js';

const { resolve } = createRequire(join(process.cwd(), 'package.json'));

const plain = { babelrc: false, configFile: false, cwd: '/app', filename: '/app/program.js', sourceType: 'script', compact: false } as const;
/** Babel's output for a program, with the plugin. */
function transformWith(options: TransformOptions): (code: string) => string {
  return code => transformSync(`return (async function main() {${code}\n})`, { ...plain, parserOpts: { allowReturnOutsideFunction: true }, ...options })!.code!;
}
const ours: PluginItem = [asynccontext, { reactions: true }];

/** The plugins and presets that lower, and whether awaits still take the same number of ticks. */
const ways: Readonly<Record<string, { readonly with: TransformOptions; readonly keepsTicks: boolean }>> = {
  'the plugin alone': { with: {}, keepsTicks: true },
  // These take patterns out of the parameters of generators.
  'parameters lowered': {
    with: { plugins: [resolve('@babel/plugin-transform-parameters'), resolve('@babel/plugin-transform-object-rest-spread')] },
    keepsTicks: true,
  },
  'lowered to ES5': { with: { presets: [[resolve('@babel/preset-env'), { modules: false, targets: 'ie 11' }]] }, keepsTicks: false },
  'lowered by preset-env': { with: { presets: [[resolve('@babel/preset-env'), { modules: false, targets: 'chrome 50' }]] }, keepsTicks: false },
};
for (const [way, { with: options, keepsTicks }] of Object.entries(ways)) {
  const realms = (['AsyncLocalStorage', 'no hook'] as const).map(name => {
    const realm = makeRealm(name, transformWith({ ...options, plugins: [ours, ...(options.plugins ?? [])] }), transformWith(options));
    return { ...realm, name: `${realm.name}, ${way}` };
  });
  for (const [name, code] of Object.entries(programs)) {
    // Where Babel lowers a generator's parameters, it makes a plain function of it; the plugin does so if the rest parameter is a pattern.
    const asPlugin = way === 'the plugin alone' ? code : code.replace(/log\(\[a\.constructor\.name.*/, '');
    // If an async function contains two functions with the same name, Babel's own output for ES5 uses the first one.
    const forES5 = way === 'lowered to ES5' ? asPlugin.replace('function g() { return 1 } var h', 'var h') : asPlugin;
    // Lowered code calls the `then` of a promise whose constructor is %Promise%, which engines do not do, and calls it after it has left the context.
    const comparable = way === 'lowered by preset-env' ? forES5.replace('of [D, E]', 'of [D]') : forES5;
    test(`${way}: ${name}`, () => checkProgram(comparable, realms, keepsTicks));
  }
}

/** The number of functions in a body that become variables, whose names are written anew. */
const renamed: Readonly<Record<string, number>> = { 'function declarations in the body': 2 };
test('nodes of the program keep their places, and added nodes have none', () => {
  for (const [name, code] of Object.entries(programs)) {
    const source = `(async function main() {${code}\n})`;
    let count = 0;
    const check = () => ({
      visitor: {
        Program: {
          exit(path: { traverse(visitor: object): void }) {
            path.traverse({
              'Identifier|StringLiteral|NumericLiteral|RegExpLiteral'({
                node,
              }: {
                node: { type: string; name?: string; value?: unknown; start?: number; end?: number; loc?: { start: { line: number; column: number } } };
              }) {
                if (node.start === undefined) return;
                count++;
                const text = source.slice(node.start, node.end);
                if (node.type === 'Identifier') assert.is(text.match(/^[\w$#]*/)![0], node.name, name);
                const before = source.slice(0, node.start).split('\n');
                assert.equal({ line: before.length, column: before.at(-1)!.length }, { line: node.loc!.start.line, column: node.loc!.start.column }, name);
              },
            });
          },
        },
      },
    });
    transformSync(source, { ...plain, plugins: [asynccontext, check as PluginItem] });
    const plainTree = parseSync(source, plain)!;
    let expected = 0;
    traverse(plainTree, { enter: ({ node }) => void (/^(?:Identifier|StringLiteral|NumericLiteral|RegExpLiteral)$/.test(node.type) && expected++) });
    assert.is(count, expected - (renamed[name] ?? 0), name);
  }
});

test.run();
