// Answers the application's requests.
export default function routes(request, response, { pathname }) {
  if (pathname !== '/echo') return false;
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end('echo');
  return true;
}
