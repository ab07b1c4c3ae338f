// The expected reports of the programs, and their check, which is the same in Node and in browsers.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type * as debug from '../../src/debug/index.js';
import type * as storage from '../../src/interop/async-local-storage.js';
import type * as library from '../../src/index.js';

/** The tools that a program gets. */
export interface Tools extends Pick<typeof library, 'Variable' | 'Snapshot'> {
  readonly sleep: (ms?: number) => Promise<void>;
  /** The library's own class, in browsers. */
  readonly AsyncLocalStorage?: typeof storage.AsyncLocalStorage;
}

type Program = (variable: library.Variable<string>, tools: Tools) => unknown;

/** A file of programs. */
export interface File {
  readonly name: string;
  readonly url: string;
  readonly text: string;
  readonly programs: Readonly<Record<string, Program>>;
}

/** The expected report of a program. */
export interface Expected {
  readonly cause: debug.Cause;
  /** The lost value; default `A`. */
  readonly value?: string;
  /** Whether there is no `run` that the report could name. */
  readonly hasNoValue?: true;
  /** The script that reads the value, if it is not the program's. */
  readonly get?: 'elsewhere';
}

/** The parts of a realm that the suite uses. */
export interface Subject {
  readonly name: string;
  readonly library: Pick<Tools, 'Variable' | 'Snapshot' | 'AsyncLocalStorage'>;
  readonly debug: Pick<typeof debug, 'onLost'>;
  readonly files: readonly File[];
  /** The text of `programs/elsewhere.mjs`. */
  readonly elsewhere: string;
  /** The expected report of each program; undefined for programs that get none. */
  readonly expected: Readonly<Record<string, Expected | undefined>>;
}

const sleep = (ms = 0) => new Promise<void>(resolve => setTimeout(resolve, ms));

/** The numbers of a program's lines that are marked with a word. */
function marked(text: string, program: string, word: string): number[] {
  const lines = text.split('\n');
  const from = lines.findIndex(line => line.startsWith(`  '${program}'(`) || line.startsWith(`  async '${program}'(`));
  const to = lines.findIndex((line, index) => index > from && line === '  },');
  return lines.flatMap((line, index) => {
    const [, words = '', named = ''] = / \/\/ ([a-z ]+?)(?: in: (.*))?$/.exec(line) ?? [];
    if (!words.split(' ').includes(word)) return [];
    return named ? (named.split('; ').includes(program) ? [index + 1] : []) : index > from && index < to ? [index + 1] : [];
  });
}

/** Waits until there is a report, or until none can come any more. */
async function told(lost: readonly debug.Lost[], isAwaited: boolean): Promise<void> {
  for (let tries = 0; tries < (isAwaited ? 400 : 10) && lost.length === 0; tries++) await sleep(5);
}

/** Queues the programs. */
export function debugSuite({ name, library, debug, files, elsewhere, expected }: Subject): void {
  const tools: Tools = { ...library, sleep };
  for (const file of files) {
    const tests = suite(`${name}: ${file.name}`);
    for (const [title, program] of Object.entries(file.programs)) {
      const key = `${file.name}: ${title}`;
      if (!(key in expected)) continue;
      const wanted = expected[key];
      tests(title, async () => {
        const lost: debug.Lost[] = [];
        const variable = new library.Variable<string>({ name: title });
        const stop = debug.onLost(found => found.name === title && lost.push(found));
        const said: string[] = [];
        const { warn } = console;
        console.warn = (text: string) => void said.push(text);
        try {
          await program(variable, tools);
          await told(lost, wanted !== undefined);
        } finally {
          console.warn = warn;
          stop();
        }
        if (wanted === undefined) return assert.equal([lost.map(({ text }) => text), said], [[], []]);
        assert.is(lost.length, 1, lost.map(({ text }) => text).join('\n') || 'nothing was said');
        const [{ text, cause, value, run, get, lost: at, remedy }] = lost as [debug.Lost];
        assert.is(cause, wanted.cause, text);
        assert.is(value, wanted.hasNoValue ? undefined : (wanted.value ?? 'A'), text);
        const places = { run, get, lost: at, remedy: remedy.at };
        for (const [word, place] of Object.entries(places)) {
          const isElsewhere = word === 'get' && wanted.get !== undefined;
          const script = isElsewhere ? 'elsewhere' : file.name;
          const lines = marked(isElsewhere ? elsewhere : file.text, title, word);
          assert.equal(place ? [place.line] : [], lines, `${word}: ${text}`);
          if (!place) continue;
          assert.is(place.url.split('/').pop(), `${script}.mjs`, text);
          // The text names the same places, and has the words of the cause.
          assert.match(text, `${script}.mjs:${place.line}:${place.column}`);
        }
        assert.ok(said.includes(text), said.join('\n'));
        for (const part of [title, remedy.text, ...(wanted.hasNoValue ? [] : [JSON.stringify(value)])]) assert.match(text, part);
      });
    }
    tests.run();
  }
}
