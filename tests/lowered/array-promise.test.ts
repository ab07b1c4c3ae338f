// Transformed and lowered code in a page without the await hook, whose Promise is a library's that accepts only arrays, as that of Hermes does.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { transform } from '../../src/transform/index.js';

// Not bundled with this test, since the module reads files relative to its own location.
const { lowered } = (await import(pathToFileURL(join(process.cwd(), 'tests/lowered/lowered.mjs')).href)) as typeof import('./lowered.mjs');

const file = join(process.cwd(), 'tests/lowered/array-promise-flows.js');

test('Promise.all and race of arrays with thenables', async () => {
  const { code } = transform(await readFile(file, 'utf8'), { filename: 'program.cjs' })!;
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: dirname(file) },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
    plugins: [
      {
        name: 'without the hook',
        setup({ onResolve }) {
          onResolve({ filter: /carrier\.js$/ }, () => ({ path: join(process.cwd(), 'dist/esm/transformed/carrier.js') }));
          onResolve({ filter: /^asynccontext\/runtime$/ }, () => ({ path: join(process.cwd(), 'dist/esm/any/runtime.js') }));
        },
      },
      lowered('react-native', { all: true }),
    ],
  });
  const realm = createContext({ setTimeout, setImmediate, console });
  assert.is(await runInContext(`${outputFiles[0]!.text}; result`, realm), '');
});

test.run();
