// Serves the playground, opens it in the default browser, and ends on Ctrl-C.
// Usage: node tests/demo/playground/main.mjs [--no-open] [app.mjs]: with app.mjs, draws the time line of that program.
import { parseArgs } from 'node:util';
import { serve } from './server.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'no-open': { type: 'boolean', default: false } } });
const opens = !values['no-open'] && !process.env.CI;
const server = await serve(positionals[0]);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void server.close());
console.log(`The playground is at ${server.url}`);
if (opens) console.log('Opening it in your browser …');
console.log('Ctrl-C ends it.');
if (opens) await openInBrowser(server.url);

async function openInBrowser(url) {
  const cannot = reason => console.log(`No browser could be opened (${reason}). Open the link above yourself.`);
  try {
    const { default: open } = await import('open');
    const child = await open(url);
    child.once('error', ({ message }) => cannot(message));
    child.once('exit', code => code && cannot(`exit code ${code}`));
  } catch ({ message }) {
    cannot(message);
  }
}
