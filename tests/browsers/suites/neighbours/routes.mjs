// Serves `/library.js`, `/ses.js`, `/bundled/NAME.js`, and the routes of the folder above.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../../build.mjs';
import { bundlers } from '../../../package/bundlers.mjs';
import others from '../routes.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The library as a classic script for frames: a global `asynccontext` with the entry's exports, and no polyfill. */
async function library() {
  const settings = { entryPoints: ['src/index.ts'], format: 'iife', globalName: 'asynccontext', write: false, sourcemap: false };
  return (await build({ ...common('any'), ...settings })).outputFiles[0].text;
}

/** SES as a classic script for frames, in strict mode, which it requires. */
async function ses() {
  const settings = { stdin: { contents: "import 'ses';", resolveDir: folder }, bundle: true, format: 'iife', banner: { js: '"use strict";' }, write: false };
  return (await build(settings)).outputFiles[0].text;
}

/** An app in this folder that has installed the package from dist/. */
async function app() {
  const settings = { entryPoints: ['tests/package/app.ts'], format: 'esm', platform: 'node', write: false, sourcemap: false };
  const { text } = (await build({ ...common('node'), ...settings })).outputFiles[0];
  const { createApp } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  const made = await createApp();
  made.write({ 'main.js': readFileSync(new URL('../../../package/fixtures/bundled/main.js', import.meta.url), 'utf8') });
  return made;
}

const once = make => {
  let made;
  return () => (made ??= make());
};
const installed = once(app);

/** The scripts, each made when it is first requested. */
const scripts = { '/library.js': once(library), '/ses.js': once(ses) };
for (const [name, bundle] of Object.entries(bundlers)) scripts[`/bundled/${name}.js`] = once(async () => bundle((await installed()).root, 'main.js'));

/** @returns {Promise<boolean>} whether it answers the path */
export default async function routes(request, response, url) {
  const script = scripts[url.pathname];
  if (!script) return others(request, response, url);
  const text = await script().catch(error => `throw new Error(${JSON.stringify(String(error.stack))});`);
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
  response.end(text);
  return true;
}
