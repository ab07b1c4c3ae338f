// The syntax of the files for apps: every version of React Native's preset supports it. tests/tools/react-native*.tools.ts test the real presets.
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
 * Syntax that some preset does not support: presets have plugins for private names and fields, and none for these. A preset that leaves classes to the engine
 * still lowers private methods and `#x in y`, for one class after the other, and static blocks prevent that.
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
    // Metro loads the ES modules. This profile leaves classes to the engine, except for private methods.
    if (file.startsWith('dist/esm/')) {
      const options = { ...common, filename: join(process.cwd(), file), compact: false, envName: 'production' } as const;
      assert.ok(transformSync(code, { ...options, presets: [[preset, { enableBabelRuntime: false, unstable_transformProfile: 'hermes-stable' }]] })!.code);
    }
    const tree = transformSync(code, { ...common, ast: true, code: false })!.ast!;
    traverse(tree, { enter: ({ node }) => assert.not.ok(unknown[node.type], `${unknown[node.type]}, at line ${node.loc?.start.line}`) });
  });
}

test.run();
