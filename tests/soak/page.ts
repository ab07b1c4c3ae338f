// The long run in a page. Reports each round to its server, which measures the memory of the page's process.
import { timers } from '../model/in-browser.js';
import { rounds, type Size } from './rounds.js';

const { fetch } = globalThis;
const post = (path: string, value: unknown) => fetch(path, { method: 'POST', body: JSON.stringify(value) });

/** Holds garbage, since engines collect only when there is enough of it. */
let garbage: unknown;
async function collect(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    garbage = Array.from({ length: 16 }, () => new Uint8Array(1 << 20).fill(1));
    garbage = Array.from({ length: 1 << 16 }, () => ({}));
    await timers.sleep(10);
  }
  garbage = undefined;
}

const size = Object.fromEntries([...new URLSearchParams(location.search)].map(([name, value]) => [name, Number(value)])) as unknown as Size;
void (async () => {
  for await (const round of rounds(size, timers)) {
    await collect();
    await post('/round', round);
  }
  await post('/end', garbage ?? null);
})().catch(error => post('/failure', String(error.stack)));
