// Serves `/isolated.js`, a frame of another origin, and the routes of the folder above.
import { build } from 'esbuild';
import { common } from '../../../../build.mjs';
import others from '../routes.mjs';

let isolated;
/** Bundles the worker that runs a program in a realm of its own. */
async function bundleIsolated() {
  const settings = { entryPoints: ['tests/browsers/suites/await-hook/isolated/worker.ts'], format: 'iife', write: false, sourcemap: false };
  return (await build({ ...common('any'), ...settings })).outputFiles[0].text;
}

/** @returns {Promise<boolean>} whether it answers the path */
export default async function routes(request, response, url) {
  switch (url.pathname) {
    case '/isolated.js':
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
      response.end(await (isolated ??= bundleIsolated()));
      return true;
    case '/foreign.html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>Foreign</title>');
      return true;
    default:
      return others(request, response, url);
  }
}
