#!/usr/bin/env node
// `npx asynccontext debug app.js`: runs a program with the debugger, which writes the page.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
if (command !== 'debug' || args.length === 0) {
  console.error(
    'Usage: asynccontext debug app.js [arguments]\nWrites the time line of a program to asynccontext-debug.html, or to the file that ASYNCCONTEXT_DEBUG_PAGE names.',
  );
  process.exitCode = 2;
} else {
  const child = spawn(process.execPath, ['--import', new URL('debug.js', import.meta.url).href, ...args], {
    stdio: 'inherit',
    env: { ASYNCCONTEXT_DEBUG_PAGE: 'asynccontext-debug.html', ...process.env },
  });
  // The terminal sends these signals to both processes. The program decides how to react.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void child.kill(signal));
  child.on('error', error => {
    console.error(`asynccontext debug: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}
