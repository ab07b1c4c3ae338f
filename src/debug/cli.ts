#!/usr/bin/env node
// `npx asynccontext debug app.js`: runs a program with the debugger, which writes the page.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const USAGE =
  'Usage: asynccontext debug app.js [arguments]\nWrites the time line of a program to asynccontext-debug.html, or to the file that ASYNCCONTEXT_DEBUG_PAGE names.';

const [command, ...args] = process.argv.slice(2);
if (command === '--help' || command === '-h') console.log(USAGE);
else if (command !== 'debug' || args.length === 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const child = spawn(process.execPath, ['--import', new URL('debug.js', import.meta.url).href, ...args], {
    stdio: 'inherit',
    env: { ASYNCCONTEXT_DEBUG_PAGE: 'asynccontext-debug.html', ...process.env },
  });
  // The program decides how to react to a signal. A terminal sends an interrupt to both processes, so this one does not pass it on.
  const isInTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  if (isInTerminal) process.on('SIGINT', () => {});
  else process.on('SIGINT', () => void child.kill('SIGINT'));
  process.on('SIGTERM', () => void child.kill('SIGTERM'));
  child.on('error', error => {
    console.error(`asynccontext debug: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal!];
  });
}
