// Runs a script in a window of jsdom or happy-dom, with a shell's `print`. Usage: node tests/conformance/dom.mjs jsdom|happy-dom FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runtime } from '../runtimes.mjs';

const [name, file] = process.argv.slice(2);
const library = createRequire(await runtime(name))(name);
const window =
  name === 'jsdom'
    ? new library.JSDOM('', { runScripts: 'outside-only' }).window
    : new library.Window({ settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true } });
window.print = console.log;
// uvu calls console methods without their object, which happy-dom's own console does not allow.
window.console = console;
window.eval(readFileSync(file, 'utf8'));
