// Instruments files for coverage as Jest does, if the inner transformer does not. It runs before the transform, so that added code does not count.
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The result of a transformer. */
export interface Made {
  readonly code: string;
  readonly map?: unknown;
}

/** Instruments a file for coverage. @param root - The project's folder. */
export type Instrument = (made: Made, path: string, root: string) => Made;

/** Finds the tools that Jest itself uses, in its dependencies; `undefined` if they are not found. */
export function findInstrument(): Instrument | undefined {
  let require = createRequire(join(process.cwd(), 'package.json'));
  let babel: { transformSync(code: string, options: object): Made | null };
  let istanbul: { default?: unknown };
  try {
    for (const name of ['jest', '@jest/core', '@jest/transform']) require = createRequire(require.resolve(`${name}/package.json`));
    babel = require('@babel/core');
    istanbul = require('babel-plugin-istanbul');
  } catch {
    return undefined;
  }
  return (made, path, root) =>
    babel.transformSync(made.code, {
      babelrc: false,
      configFile: false,
      filename: path,
      ...(made.map ? { inputSourceMap: typeof made.map === 'string' ? JSON.parse(made.map) : made.map } : {}),
      plugins: [[istanbul.default ?? istanbul, { compact: false, cwd: root, exclude: [], extension: false }]],
      sourceMaps: true,
    }) ?? made;
}
