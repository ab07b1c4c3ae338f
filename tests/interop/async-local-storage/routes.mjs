// The built package for a page without a bundler.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

export default function routes(request, response, { pathname }) {
  const file = new URL(`../../../dist/esm/any/${basename(pathname)}`, import.meta.url);
  if (!pathname.startsWith('/asynccontext/') || !existsSync(file)) return false;
  response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(file));
  return true;
}
