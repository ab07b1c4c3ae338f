// An app with the installed package, built by a bundler with the plugin: the results that are required of every bundler.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Loaded from disk and not bundled, since these modules find other files relative to their own location.
const load = (name: string) => import(pathToFileURL(join(process.cwd(), 'tests/plugins', name)).href);
export const { installApp, peers } = await load('install-app.mjs');
const { expected } = await load('expected.mjs');
export interface Task {
  root: string;
  entry: string;
  outdir: string;
  platform?: 'browser' | 'node';
  isScript?: boolean;
  options?: object;
  onWarning?: (text: string) => void;
  /** Options of the bundler itself, for tests about one bundler. */
  settings?: object;
}
export const { bundlers } = (await load('bundlers.mjs')) as { bundlers: Record<string, (task: Task) => Promise<void>> };

export const root: string = await installApp();
let count = 0;
/** Builds an app, or one of its files, and returns the folder. */
export async function build(bundler: string, { entry = 'src/main.ts', ...task }: Partial<Task> = {}): Promise<string> {
  const outdir = join(root, `built-${count++}`);
  await bundlers[bundler]!({ root, entry, outdir, ...task });
  return outdir;
}
const scripts = (folder: string) => readdirSync(folder).filter(name => name.endsWith('.js'));
const textOf = (folder: string) =>
  scripts(folder)
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

/** Runs a program in the app's folder, and returns the value that it passes to `give`. */
export const run = (program: string, ...flags: string[]): any => runIn(process.execPath, program, ...flags);

/** The same in another version of Node. */
export function runIn(node: string, program: string, ...flags: string[]): any {
  const give = 'const give = value => console.log("given", JSON.stringify(value));';
  const args = ['--enable-source-maps', ...flags, '--input-type=module', '-e', `${give}${program}`];
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8' });
  const given = /^given (.*)$/m.exec(stdout)?.[1];
  assert.ok(status === 0 && given !== undefined, `${stdout}${stderr}`);
  return JSON.parse(given!);
}
const importOf = (folder: string) => `const app = await import(${JSON.stringify(pathToFileURL(join(folder, 'main.js')).href)});`;
export const resultsOf = (folder: string) => run(`${importOf(folder)} give(app.results)`);

/** Files of unclear kind. Each records facts about itself: whether it is sloppy, its `this`, the context in a generator. */
const unclear: Record<string, string> = {
  plain: '',
  word: '// It is no module.',
  this: 'globalThis.found.this.push(typeof this);',
  common: 'exports.one = 1;',
  universal:
    '(function (root, make) { typeof exports === "object" ? module.exports = make() : root.universal = make() })(this || globalThis, function () { return {} });',
  meta: 'globalThis.found.meta.push(typeof import.meta);',
  'common-meta': 'exports.one = 1; globalThis.found["common-meta"].push(typeof import.meta);',
  sloppy: 'with ({ three: 3 }) found.sloppy.push(three);',
};
/** The files that some bundlers do not accept even without the plugin. */
const isNone = (bundler: string, name: string, type: string | undefined): boolean =>
  // Rspack does not take code without module syntax for an ES module.
  (/meta/.test(name) && bundler === 'rspack') ||
  (bundler === 'rspack' && isNone('webpack', name, type)) ||
  (name === 'sloppy' && (!['webpack', 'rspack', 'esbuild'].includes(bundler) || type === 'module')) ||
  (/meta/.test(name) && (bundler === 'rollup' || (bundler === 'webpack' && type === 'commonjs'))) ||
  (/common/.test(name) && (bundler === 'esbuild' || (bundler === 'webpack' && type === 'module')));

/** Writes the files of unclear kind, and returns one that imports them. */
function writeUnclear(bundler: string, type: string | undefined): string {
  const folder = join(root, `unclear-${type}`);
  mkdirSync(join(folder, 'unclear'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
  const names = Object.keys(unclear).filter(name => !isNone(bundler, name, type));
  for (const name of names) {
    const found = `globalThis.found[${JSON.stringify(name)}]`;
    const look = `${found} = [typeof function () { return this }(), (function (a) { a = 2; return arguments[0] })(1)];`;
    const step = `globalThis.user.run('ada', function* () { ${found}.push(globalThis.user.get()) }).next(); globalThis.promise.then(function () {});`;
    writeFileSync(join(folder, `unclear/${name}.js`), `${look}\n${unclear[name]}\n${step}\n`);
  }
  const setUp =
    "import { Variable } from 'asynccontext'; Object.assign(globalThis, { user: new Variable({ defaultValue: 'none' }), found: {}, promise: Promise.resolve() });";
  writeFileSync(join(folder, 'set-up.mjs'), setUp);
  writeFileSync(join(folder, 'main.mjs'), `import './set-up.mjs';\n${names.map(name => `import './unclear/${name}.js';`).join('\n')}\n`);
  return `unclear-${type}/main.mjs`;
}

/** The tests of one bundler. */
export function checkBundler(bundler: string): void {
  for (const platform of ['browser', 'node'] as const) {
    test(`${bundler}: an app for ${platform} finds the context everywhere, and says where it fails`, async () => {
      const warnings: string[] = [];
      const folder = await build(bundler, { platform, onWarning: text => warnings.push(text) });
      const [results, stack] = run(`${importOf(folder)} give([app.results, await app.stackOfFailure()])`);
      assert.equal(results, expected);
      const line =
        readFileSync(join(root, 'src/fail.ts'), 'utf8')
          .split('\n')
          .findIndex(text => text.includes('// here')) + 1;
      assert.match(stack, new RegExp(`fail\\.ts:${line}:9\\b`));
      assert.equal(warnings, []);
      const specifiers = [...textOf(folder).matchAll(/(?<!\.)\b(?:from|import)\s*\(?(["'])([^"']+)\1/g)].map(([, , name]) => name!);
      const modules = new Set(specifiers.filter(name => !/^\.{1,2}\//.test(name)));
      assert.equal(
        [...modules].filter(name => !/^(?:node:)?(?:async_hooks|module)$/.test(name)),
        [],
        'what it imports',
      );
    });
  }

  test(`${bundler}: what is not included is not transformed`, async () => {
    const [name, lost] = ['a generator in CommonJS', ['none', 'none']] as const;
    for (const options of [{ exclude: /\/cjs-dependency[@/]/ }, { include: ['/app/src/', 'esm-dependency'] }]) {
      assert.equal(resultsOf(await build(bundler, { options })), { ...expected, [name]: lost });
    }
  });

  test(`${bundler}: the await hook is in a bundle for browsers only where it is asked for, and the runtime once`, async () => {
    const names = ['"browser, transformed"', '"browser"'];
    const entries = ['async-local-storage', 'context', 'polyfill'];
    writeFileSync(
      join(root, 'src/entries.js'),
      entries.map((name, index) => `import * as entry${index} from 'asynccontext/${name}';\nglobalThis.use?.(entry${index});\n`).join(''),
    );
    for (const entry of ['src/main.ts', 'src/entries.js']) {
      for (const [options, present] of [
        [{}, [1, 0]],
        [{ awaitHook: true }, [0, 1]],
      ] as const) {
        const text = textOf(await build(bundler, { entry, options }));
        // One hook for the ES modules. The CommonJS dependency shares it, as it should.
        assert.equal(
          names.map(name => text.split(name).length - 1),
          present,
          entry,
        );
      }
    }
    const text = textOf(await build(bundler, { platform: 'node' }));
    assert.equal(
      names.map(name => text.includes(name)),
      [false, false],
    );
  });

  test(`${bundler}: the await hook stays where code was left out, and a warning names the files, unless the options say which`, async () => {
    const exclude = ['/cjs-dependency', '/cjs-dependency@'];
    const cases: [options: object, present: [without: number, hook: number], warns: boolean, platform?: 'node'][] = [
      [{ exclude }, [0, 1], true],
      [{ include: ['/app/src/', 'esm-dependency'] }, [0, 1], true],
      [{ exclude, awaitHook: false }, [1, 0], false],
      [{ exclude, awaitHook: true }, [0, 1], false],
      [{ exclude }, [0, 0], false, 'node'],
    ];
    for (const [options, present, warns, platform = 'browser'] of cases) {
      const warnings: string[] = [];
      const text = textOf(await build(bundler, { platform, options, onWarning: warning => warnings.push(warning) }));
      const label = JSON.stringify(options);
      assert.equal(
        ['"browser, transformed"', '"browser"'].map(name => text.split(name).length - 1),
        present,
        label,
      );
      assert.is(warnings.length, warns ? 1 : 0, `${label} ${warnings.join()}`);
      if (!warns) continue;
      assert.match(warnings[0]!, /the await hook stays[^]*cjs-dependency[^]*include[^]*awaitHook: true[^]*awaitHook: false/);
      assert.not.match(warnings[0]!, /main\.ts|esm-dependency/);
    }
  });

  test(`${bundler}: a file that cannot be parsed fails with its place and its code`, async () => {
    mkdirSync(join(root, 'broken'), { recursive: true });
    writeFileSync(join(root, 'broken/broken.js'), 'export const one = 1;\n\nexport async function wrong() {\n  await null;\n  const 5five = 5;\n}\n');
    const error: any = await build(bundler, { entry: 'broken/broken.js' }).then(
      () => assert.unreachable('it was built'),
      error => error,
    );
    const [first] = error.errors ?? [];
    const place = first?.location ?? first?.loc ?? error.loc;
    const shown = `${error.id ?? ''} ${error.message} ${error.frame ?? ''} ${place ? `${place.file}:${place.line}` : ''} ${place?.lineText ?? ''}`;
    assert.match(shown, /broken\.js/);
    assert.match(shown, /broken\.js:5\b|\(5:\d+\)|:5:\d+/);
    assert.match(shown, '5five');
  });

  test(`${bundler}: what cannot be done exactly is a warning of the bundler's`, async () => {
    const sloppy = 'module.exports = function* (a) {\n  a = 2;\n  yield arguments[0];\n};\n';
    writeFileSync(join(root, 'broken/sloppy.cjs'), `var unused;\n${sloppy}`);
    writeFileSync(join(root, 'broken/uses.js'), "import sloppy from './sloppy.cjs';\nexport const used = [...sloppy(1)];\n");
    const warnings: string[] = [];
    await build(bundler, { entry: 'broken/uses.js', onWarning: text => warnings.push(text) });
    const about = warnings.filter(text => text.includes('arguments object'));
    // Rollup has turned CommonJS into an ES module by then. That is strict, so its generator behaves differently anyway, and is transformed exactly.
    assert.is(about.length, bundler === 'rollup' ? 0 : 1, warnings.join('\n'));
    if (about[0]) assert.match(about[0], /sloppy\.cjs/);
  });

  for (const type of [undefined, 'commonjs', 'module']) {
    test(`${bundler}: in a package of type ${type}, a file that does not say what it is stays what it was`, async () => {
      const entry = writeUnclear(bundler, type);
      const found = async (options: object) => {
        const text = readFileSync(join(await build(bundler, { entry, isScript: true, options }), 'main.js'), 'utf8');
        return run(`const { runInThisContext } = await import('node:vm'); runInThisContext(${JSON.stringify(text)}); give(globalThis.found)`);
      };
      const [before, after] = [await found({ exclude: '/unclear/' }), await found({})];
      const contexts = (seen: Record<string, object>) => Object.entries(seen).map(([name, each]) => [name, Object.values(each).includes('ada')]);
      assert.equal(
        contexts(before),
        Object.keys(before).map(name => [name, false]),
        'a file was not left out',
      );
      assert.equal(
        contexts(after),
        Object.keys(before).map(name => [name, true]),
      );
      assert.equal(JSON.parse(JSON.stringify(after).replaceAll('"ada"', '"none"')), before);
    });
  }

  test(`${bundler}: bad options are TypeErrors`, async () => {
    const cases: [options: any, message: RegExp][] = [
      [1, /asynccontext\/\w+: expected options as a plain object, got 1/],
      [null, /expected options as a plain object, got null/],
      [['src'], /expected options as a plain object, got an array/],
      [new Map([['awaitHook', true]]), /expected options as a plain object, got an object/],
      [() => ({}), /expected options as a plain object, got a function/],
      [{ [Symbol('include')]: 'x' }, /expected the options include, .*, got Symbol\(include\)/],
      [{ toString: 'x' }, /expected the options include, .*, got "toString"/],
      [{ include: Object.create(null) }, /expected include as .*, got an object/],
      [{ includes: 'x' }, /expected the options include, .*, got "includes"/],
      [{ include: 5 }, /expected include as a string, a regular expression or an array of these, got 5/],
      [{ exclude: [/x/, null] }, /expected exclude as/],
      [{ awaitHook: 'yes' }, /expected awaitHook as a boolean, got "yes"/],
    ];
    for (const [options, message] of cases) {
      const error = await build(bundler, { options }).then(
        () => undefined,
        error => error,
      );
      assert.instance(error, TypeError);
      assert.match(error.message, message);
    }
  });

  test.run();
}
