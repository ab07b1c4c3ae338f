// What the suite in this folder asks its server for: `/hostile.js`, the table and the library; `/hostile.html`, a frame with it, under a strict policy if asked; `/empty.html`.
import { strictPolicy } from '../browsers/rig/places.mjs';
import { bundle } from './bundle.mjs';

let script;

/** @returns {Promise<boolean>} whether the path is one of these */
export default async function routes(_request, response, { pathname, searchParams }) {
  const answer = (type, text, headers = {}) => {
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers });
    response.end(text);
    return true;
  };
  if (pathname === '/hostile.js') return answer('text/javascript', await (script ??= bundle('any')));
  if (pathname !== '/hostile.html') return false;
  // Frames within it are empty, so they load nothing that the policy would forbid.
  const policy = searchParams.has('strict') ? { 'content-security-policy': strictPolicy('http://localhost:1') } : {};
  return answer('text/html', '<!doctype html><title>Hostile</title><body><script src="/hostile.js"></script>', policy);
}
