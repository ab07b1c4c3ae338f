// The table in a page: a frame for each row that changes built-ins, one frame for all others; then again under a strict policy with Trusted Types.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browser } from '../browsers/rig/page/rig.ts';
import { lacksInBrowser } from './environments.mjs';
import type { HostileRealm } from './in-realm.js';
import { messageOf } from './natives.js';
import type { Need } from './row.js';
import { table } from './table.js';

declare const document: any;
const { setTimeout: nativeSetTimeout, clearTimeout: nativeClearTimeout } = globalThis;

/** ms without the end of any row, against a row that never ends. */
const LIMIT = 20_000;
/** How many rows have ended. Rows share a thread, so one that ends may have kept the others waiting. */
let ended = 0;
const AT_ONCE = 8;

interface Frame {
  readonly realm: HostileRealm;
  readonly said: string[];
  readonly heard: unknown[];
  readonly violations: string[];
  remove(): void;
}

async function makeFrame(isStrict: boolean): Promise<Frame> {
  const frame = document.createElement('iframe');
  frame.src = `/hostile.html${isStrict ? '?strict' : ''}`;
  await new Promise(resolve => {
    frame.onload = resolve;
    document.body.append(frame);
  });
  const { contentWindow: window } = frame;
  const [said, heard, violations]: [string[], unknown[], string[]] = [[], [], []];
  window.console.warn = (text: string) => void said.push(text);
  window.addEventListener('error', (event: any) => (event.preventDefault(), heard.push(event.error)));
  window.addEventListener('unhandledrejection', (event: any) => (event.preventDefault(), heard.push(event.reason)));
  window.addEventListener('securitypolicyviolation', (event: any) => violations.push(`${event.effectiveDirective}: ${event.blockedURI}`));
  return { realm: window.hostile, said, heard, violations, remove: () => frame.remove() };
}

/** The faults of a row in a frame. */
function wrongIn({ realm, said, heard, violations }: Frame, name: string, lacks: Readonly<Partial<Record<Need, string>>>): Promise<string[]> {
  return new Promise(resolve => {
    let limit: ReturnType<typeof nativeSetTimeout>;
    const wait = (endedBefore: number): void => {
      limit = nativeSetTimeout(() => (ended > endedBefore ? wait(ended) : resolve(['not over in time'])), LIMIT);
    };
    wait(ended);
    const end = (wrong: string[]): void => {
      ended++;
      nativeClearTimeout(limit);
      resolve([...wrong, ...violations.map(violation => `violated the policy: ${violation}`)]);
    };
    try {
      realm.run(name, { lacks, said, heard, foreign: () => globalThis }, wrong => nativeSetTimeout(end, 0, [...wrong]));
    } catch (error) {
      end([`the row threw ${messageOf(error)}`]);
    }
  });
}

for (const isStrict of [false, true]) {
  const lacks: Readonly<Partial<Record<Need, string>>> = lacksInBrowser(browser!, isStrict);
  const test = suite(`hostile pages${isStrict ? ', under a strict policy' : ''}`);
  const entries = table.filter(({ needs }) => !needs.some(need => lacks[need]));
  const waiting = entries.filter(({ isOwn }) => isOwn).map(({ name }) => name);
  const running = new Map<string, Promise<string[]>>();
  /** Starts rows with frames of their own before it is their turn, several at once, since they wait for timers. */
  const begin = (): void => {
    while (running.size < AT_ONCE && waiting.length > 0) {
      const name = waiting.shift()!;
      running.set(
        name,
        makeFrame(isStrict).then(async frame => {
          const wrong = await wrongIn(frame, name, lacks);
          frame.remove();
          return wrong;
        }),
      );
    }
  };
  let shared: Promise<Frame> | undefined;
  for (const { name, isOwn } of entries) {
    test(name, async () => {
      if (!isOwn) return assert.equal(await wrongIn(await (shared ??= makeFrame(isStrict)), name, lacks), []);
      begin();
      const wrong = await running.get(name)!;
      running.delete(name);
      assert.equal(wrong, []);
    });
  }
  for (const { name, needs } of table) {
    const reason = needs.map(need => lacks[need]).find(Boolean);
    if (reason) test.skip(`${name} (${reason})`);
  }
  test('a hundred programs and more', () => assert.ok(entries.length >= 100));
  test.run();
}
