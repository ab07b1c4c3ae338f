// Serves the package and the programs unbundled, each script at its own address.
import { readFile } from 'node:fs/promises';

/** @returns {Promise<boolean>} whether the path is one of these scripts */
export default async function routes(_request, response, { pathname }) {
  if (!/^\/(?:dist\/esm\/(?:any|shared)\/[\w-]+\.js|tests\/debug\/programs\/\w+\.mjs)$/.test(pathname)) return false;
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
  response.end(await readFile(pathname.slice(1)));
  return true;
}
