// Serves the built package to a page without a bundler.
import { existsSync, readFileSync } from 'node:fs';

export default function routes(request, response, { pathname }) {
  const [, path] = /^\/asynccontext\/(dist\/esm\/\w+\/[\w-]+\.js)$/.exec(pathname) ?? [];
  const file = new URL(`../../../${path}`, import.meta.url);
  if (path === undefined || !existsSync(file)) return false;
  response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(file));
  return true;
}
