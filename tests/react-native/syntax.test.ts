// The syntax of what is shipped for apps: React Native's preset takes it, of whichever version. The real presets are in tests/tools/react-native.mjs.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { traverse, transformSync } from '@babel/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const preset = createRequire(join(process.cwd(), 'package.json')).resolve('@react-native/babel-preset');
const folders = ['esm', 'cjs'].flatMap(format => ['any', 'shared', 'transformed'].map(folder => `dist/${format}/${folder}`));
const files = folders.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.js') && !/^(?:node|transform|plugins|register)\.js$/.test(name))
    .map(name => `${folder}/${name}`),
);

/**
 * What some preset cannot take: it has the plugins for private names and fields, and none for these. A preset that leaves classes to the engine still takes private
 * methods and `#x in y` out of them, as one class after the other: static blocks are in its way.
 */
const unknown: Readonly<Record<string, string>> = { StaticBlock: 'a static block', ClassAccessorProperty: 'an accessor field', Decorator: 'a decorator' };

test('there are the files that apps import', () => {
  for (const name of ['index', 'polyfill', 'context', 'async-local-storage', 'opentelemetry', 'sentry', 'runtime', 'carrier'])
    assert.ok(files.includes(`dist/esm/any/${name}.js`), name);
});

for (const file of files) {
  test(`${file}: nothing that is not known everywhere, and the preset takes it`, () => {
    const code = readFileSync(file, 'utf8');
    const common = { babelrc: false, configFile: false, sourceType: 'unambiguous' } as const;
    // ES modules are what Metro finds. The profile leaves classes to the engine, but private methods.
    if (file.startsWith('dist/esm/')) {
      const options = { ...common, filename: join(process.cwd(), file), compact: false, envName: 'production' } as const;
      assert.ok(transformSync(code, { ...options, presets: [[preset, { enableBabelRuntime: false, unstable_transformProfile: 'hermes-stable' }]] })!.code);
    }
    const tree = transformSync(code, { ...common, ast: true, code: false })!.ast!;
    traverse(tree, { enter: ({ node }) => assert.not.ok(unknown[node.type], `${unknown[node.type]}, at line ${node.loc?.start.line}`) });
  });
}

test.run();
