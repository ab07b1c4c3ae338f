// Runs the programs in this Node, with the built library.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { everywhere, inNode, nothing } from './expected.js';
import { debugSuite, type File, type Subject } from './suite.js';

const load = async (path: string) => (await import(pathToFileURL(path).href)) as Record<string, unknown>;

const names = ['kept', 'generators', 'timers', 'platform', 'node', 'silent'];

/** Queues all programs that Node can run. */
export async function runPrograms(): Promise<void> {
  const library = (await load('dist/esm/node/index.js')) as never as Subject['library'];
  const debug = (await load('dist/esm/node/debug.js')) as never as Subject['debug'];
  const files: File[] = [];
  for (const name of names) {
    const path = `tests/debug/programs/${name}.mjs`;
    files.push({ name, url: pathToFileURL(path).href, text: readFileSync(path, 'utf8'), programs: (await load(path))[name] as File['programs'] });
  }
  const elsewhere = readFileSync('tests/debug/programs/elsewhere.mjs', 'utf8');
  const silent = Object.keys(files.find(({ name }) => name === 'silent')!.programs);
  debugSuite({ name: process.version, library, debug, files, elsewhere, expected: { ...everywhere, ...inNode, ...nothing(silent) } });
}
