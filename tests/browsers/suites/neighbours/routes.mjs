// What the suites in this folder ask their server for: `/library.js`, and what those beside it do.
import { build } from 'esbuild';
import { common } from '../../../../build.mjs';
import others from '../routes.mjs';

let library;

/** `/library.js` is the library as a classic script, for frames: a global `asynccontext` with what the entry exports, and no polyfill. */
const buildLibrary = async () => {
  const settings = { entryPoints: ['src/index.ts'], format: 'iife', globalName: 'asynccontext', write: false, sourcemap: false };
  return (await build({ ...common('any'), ...settings })).outputFiles[0].text;
};

/** @returns {Promise<boolean>} whether the path is one of these */
export default async function routes(request, response, url) {
  if (url.pathname !== '/library.js') return others(request, response, url);
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
  response.end(await (library ??= buildLibrary()));
  return true;
}
