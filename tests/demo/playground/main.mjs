// Serves the playground, opens it in the default browser, and ends on Ctrl-C.
// Usage: node tests/demo/playground/main.mjs [--no-open]
import { parseArgs } from 'node:util';
import { serve } from './server.mjs';

const { values } = parseArgs({ options: { 'no-open': { type: 'boolean', default: false } } });
const server = await serve();
console.log(`The playground is at ${server.url}`);
console.log('Ctrl-C ends it.');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void server.close());

if (!values['no-open'] && !process.env.CI) {
  const cannot = error => console.log(`No browser could be opened (${error.message}). Open the link above yourself.`);
  try {
    const { default: open } = await import('open');
    (await open(server.url)).once('error', cannot);
  } catch (error) {
    cannot(error);
  }
}
