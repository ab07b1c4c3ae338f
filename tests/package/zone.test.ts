// The installed asynccontext/zone: with zone.js loaded before it and after it, beside the other entries, and without zone.js.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project, run } from './app.js';

const app = await createApp();
const zone = join(app.root, 'node_modules/zone.js');
cpSync(join(project, 'node_modules/zone.js'), zone, { recursive: true });

/** Prints the carrier, the values that a flow sees, whether zone.js is loaded, and the warnings. */
const look = `
  const warnings = [];
  console.warn = text => warnings.push(text);
  const look = async () => {
    const variable = new AsyncContext.Variable();
    const sleep = () => new Promise(resolve => setTimeout(resolve, 1));
    const flow = async () => { await 1; await sleep(); await (async () => {})(); return variable.get(); };
    const seen = await Promise.all([variable.run('a', flow), flow(), variable.run('b', flow)]);
    console.log(JSON.stringify([globalThis[Symbol.for('asynccontext.agent.v1')].carrier, seen.join(), typeof Zone, warnings]));
  };
`;

/** Runs a program in the app, with the conditions of a bundler for browsers. */
function inApp(program: string, { condition = 'browser', type = 'module' } = {}): unknown {
  const { stdout, report } = run(process.execPath, [`--conditions=${condition}`, `--input-type=${type}`, '-e', `${look} ${program}`], app.root);
  return stdout === '' ? report : JSON.parse(stdout);
}

const right = ['zone', 'a,,b', 'function', []];

const orders: Record<string, string> = {
  'it brings zone.js along': "await import('asynccontext/zone'); await look();",
  'zone.js was loaded before, and is the same one': `
    await import('zone.js');
    const { Zone: before, setTimeout } = globalThis;
    await import('asynccontext/zone');
    if (Zone !== before || globalThis.setTimeout !== setTimeout) throw new Error('another one');
    await look();`,
  'zone.js is loaded after it once more':
    "await import('asynccontext/zone'); const { Zone: before } = globalThis; await import('zone.js'); if (Zone !== before) throw new Error('another one'); await look();",
  'the other entries have its objects': `
    await import('asynccontext/zone');
    const { AsyncContext: ours } = await import('asynccontext');
    await import('asynccontext/polyfill');
    const { createRequire } = await import('node:module');
    const { AsyncContext: required } = createRequire(process.cwd() + '/')('asynccontext');
    if (ours !== AsyncContext || required !== AsyncContext) throw new Error('others');
    await look();`,
  'a second copy, as CommonJS':
    "await import('asynccontext/zone'); const { createRequire } = await import('node:module'); createRequire(process.cwd() + '/')('asynccontext/zone'); await look();",
};
for (const [name, program] of Object.entries(orders)) test(name, () => assert.equal(inApp(program), right));

test('as CommonJS', () => assert.equal(inApp("require('asynccontext/zone'); look();", { type: 'commonjs' }), right));

test('if it is loaded too late, a warning names the carrier in use', () => {
  const [carrier, seen, , warnings] = inApp(
    "await import('asynccontext/polyfill'); const before = AsyncContext; await import('asynccontext/zone'); if (AsyncContext !== before) throw new Error('another one'); await look();",
  ) as string[];
  assert.equal([carrier, seen], ['AsyncLocalStorage', 'a,,b']);
  assert.equal(warnings, [
    'asynccontext: contexts are carried by “AsyncLocalStorage” already, not by zone.js. Import asynccontext/zone before all else of asynccontext.',
  ]);
});

test('Node needs no zone.js: it is the polyfill there', () => {
  assert.equal(inApp("await import('asynccontext/zone'); await look();", { condition: 'none' }), ['AsyncLocalStorage', 'a,,b', 'undefined', []]);
});

/** Imports an entry with options, and prints the error, and whether anything was left installed. */
const withOptions = (entry: string, options: string): unknown =>
  inApp(`
    await import('zone.js');
    const state = () => JSON.stringify([typeof AsyncContext, ...['run', 'runTask', 'scheduleTask', 'wrap'].map(key => Zone.prototype[key].toString().length), Promise.prototype.then.toString().length]);
    const before = state();
    globalThis[Symbol.for('asynccontext.options.v1')] = ${options};
    try {
      await import('${entry}');
      console.log('"fine"');
    } catch (error) {
      console.log(JSON.stringify([before === state(), error.name, (error.cause ?? error).message.replace(/ Names: .*/, '')]));
    }`);

test('options that are wrong are named, and nothing is left of the installation', () => {
  assert.equal(withOptions('asynccontext/zone', "{ zones: 'yes' }"), [
    true,
    'TypeError',
    'asynccontext/zone: expected the option zones to be true or false, got yes (string).',
  ]);
  assert.equal(withOptions('asynccontext/zone', "{ without: ['nothing'] }"), [
    true,
    'TypeError',
    'asynccontext: expected the options to be { without: [names of patches] }, got nothing.',
  ]);
  assert.is(withOptions('asynccontext/zone', "{ zones: false, without: ['beyondZone', 'setTimeout'] }"), 'fine');
});

/** Runs the classic scripts one after the other in a realm of their own. */
function scripts(...names: string[]): { error: string | undefined; realm: any } {
  const realm: any = createContext({ setTimeout, console: { warn: (text: string) => realm.warnings.push(text) }, warnings: [] });
  try {
    for (const name of names) runInContext(readFileSync(name, 'utf8'), realm);
    return { error: undefined, realm };
  } catch (error) {
    return { error: `${error}`, realm };
  }
}
const umd = join(zone, 'bundles/zone.umd.js');
const script = join(app.installed, 'dist/asynccontext.zone.min.js');

test('the classic script takes the zone.js of the page', async () => {
  const { error, realm } = scripts(umd, script);
  assert.is(error, undefined);
  assert.is(realm[Symbol.for('asynccontext.agent.v1')].carrier, 'zone');
  const seen = await runInContext(
    `const variable = new AsyncContext.Variable();
     const flow = async () => { await 1; await new Promise(resolve => setTimeout(resolve, 1)); return variable.get(); };
     Promise.all([variable.run('a', flow), flow(), variable.run('b', flow)]).then(String)`,
    realm,
  );
  assert.is(seen, 'a,,b');
});

test('the classic script without zone.js says what is missing, and leaves nothing', () => {
  const { error, realm } = scripts(script);
  assert.is(error, 'TypeError: asynccontext/zone: expected zone.js, got no Zone on the global. Load zone.js before asynccontext/zone.');
  assert.is(realm.AsyncContext, undefined);
  assert.is(realm[Symbol.for('asynccontext.agent.v1')], undefined);
});

test('zone.js that is not installed is what is missing', () => {
  rmSync(zone, { recursive: true });
  assert.match(String(inApp("await import('asynccontext/zone');")), /zone\.js/);
});

test.run();
