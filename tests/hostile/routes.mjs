// Serves `/hostile.js`, the table and the library; `/hostile.html`, a frame with this script, under a strict policy on request; and `/empty.html`.
import { strictPolicy } from '../browsers/rig/places.mjs';
import { bundle } from './bundle.mjs';

let script;

/** @returns {Promise<boolean>} whether it answers the path */
export default async function routes(_request, response, { pathname, searchParams }) {
  const answer = (type, text, headers = {}) => {
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers });
    response.end(text);
    return true;
  };
  if (pathname === '/hostile.js') return answer('text/javascript', await (script ??= bundle('any')));
  if (pathname !== '/hostile.html') return false;
  // Frames inside it are empty, so they load nothing that the policy would forbid.
  const policy = searchParams.has('strict') ? { 'content-security-policy': strictPolicy('http://localhost:1') } : {};
  return answer('text/html', '<!doctype html><title>Hostile</title><body><script src="/hostile.js"></script>', policy);
}
