// Serves the script of the recipe's worker, as a bundler would have made it.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../../build.mjs';

export default function serve(request, response, { pathname }) {
  if (!pathname.endsWith('/worker-thread.js')) return false;
  const entry = fileURLToPath(new URL('worker-thread.ts', import.meta.url));
  void build({ ...common('any'), sourcemap: false, entryPoints: [entry], format: 'esm', write: false }).then(({ outputFiles }) => {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(outputFiles[0].contents);
  });
  return true;
}
