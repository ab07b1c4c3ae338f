// Runs the long run in a runtime or a browser, and judges its results.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../build.mjs';
import { browsers } from '../browsers/rig/browsers.mjs';
import { listen, readBody } from '../browsers/rig/listen.mjs';
import { runtime } from '../runtimes.mjs';
import { memoryOfPages } from './memory.mjs';

/** The runtimes in which it runs. */
export const runtimes = ['node-20', 'node-24', 'node-26', 'bun', 'deno'];
export const places = [...runtimes, ...Object.keys(browsers)];

/**
 * @typedef {import('./rounds.ts').Round & { memory?: number }} Round with the bytes in use after it; for a browser, those of the page's process, if known
 * @typedef {(round: Round) => void} OnRound
 */

const entry = name => fileURLToPath(new URL(name, import.meta.url));
const options = { define: { MODEL: '{}' }, sourcemap: false };

/** @returns {Promise<Round[]>} */
async function inProcess(host, { flows, steps }, onRound) {
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-soak-'));
  try {
    const outfile = join(folder, 'soak.mjs');
    await build({ ...common('node'), ...options, entryPoints: [entry('process.ts')], outfile, format: 'esm', platform: 'node' });
    const args = host === 'bun' ? [outfile] : host === 'deno' ? ['run', '--allow-all', '--quiet', '--v8-flags=--expose-gc', outfile] : ['--expose-gc', outfile];
    const child = spawn(await runtime(host), args, {
      env: { ...process.env, SOAK_FLOWS: String(flows), SOAK_STEPS: String(steps) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    let said = '';
    child.stderr.setEncoding('utf8').on('data', text => (said += text));
    const rounds = [];
    for await (const line of createInterface(child.stdout)) {
      if (line.startsWith('{')) {
        rounds.push(JSON.parse(line));
        onRound(rounds.at(-1));
      } else said += `${line}\n`;
    }
    const code = await ended;
    if (code !== 0) throw new Error(`${host} ended with ${code} after ${rounds.length} rounds\n${said}`);
    return rounds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A page is given up after so many ms without a round. */
const SILENCE = 300_000;

/** @returns {Promise<Round[]>} */
async function inPage(name, { flows, steps }, onRound) {
  const { outputFiles } = await build({ ...common('any'), ...options, entryPoints: [entry('page.ts')], format: 'iife', platform: 'browser', write: false });
  const browser = await browsers[name]({});
  const rounds = [];
  let settle;
  let timer;
  const ended = new Promise((resolve, reject) => (settle = { resolve, reject: text => reject(new Error(`${name}: ${text}`)) }));
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(settle.reject, SILENCE, `no round in ${SILENCE / 1000} s`);
  };
  const server = await listen(async (request, response) => {
    if (request.method === 'POST') {
      const body = JSON.parse(await readBody(request));
      if (request.url === '/failure') settle.reject(body);
      else if (request.url === '/end') settle.resolve(rounds);
      else {
        rounds.push({ ...body, memory: memoryOfPages() });
        onRound(rounds.at(-1));
        wait();
      }
      response.end();
    } else if (request.url === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(outputFiles[0].text);
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><body></body><script src="/page.js"></script>');
  });
  try {
    wait();
    const page = await browser.open(`${server.origin}/?flows=${flows}&steps=${steps}`);
    page.gone.then(settle.reject);
    await ended;
    await page.close();
    return rounds;
  } finally {
    clearTimeout(timer);
    await browser.close();
    await server.close();
  }
}

/**
 * @param {string} place one of `places`
 * @param {{ flows: number, steps: number }} size the number of flows at once, and the total number of steps
 * @param {OnRound} [onRound] called after each round
 * @returns {Promise<Round[]>}
 * @throws {Error} with its output, if it does not come to its end
 */
export const soak = (place, size, onRound = () => {}) => (place in browsers ? inPage : inProcess)(place, size, onRound);

/** How many bytes memory may grow: for compiled code; in Bun, whose heap grows and shrinks in blocks; in browsers, which do not return all memory. */
export const slackOf = place => (place in browsers ? 2 ** 26 : place === 'bun' ? 2 ** 24 : 2 ** 21);

const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * The faults of a run; none if it is as it has to be.
 *
 * @param {string} place
 * @param {readonly Round[]} rounds
 * @returns {string[]}
 */
export function faultsOf(place, rounds) {
  const faults = rounds.flatMap(({ seed, wrong, stuck }) =>
    [...wrong, ...stuck.map(way => `waits for ever: ${way}`)].map(fault => `SOAK_SEED=${seed}: ${fault}`),
  );
  if (rounds.length < 3) return [...faults, `expected three rounds or more, got ${rounds.length}`];
  // Without the first round, which warms the engine up.
  const memory = rounds.slice(1).map(round => round.memory);
  const third = Math.floor(rounds.length / 3);
  const [begin, end] = [memory.slice(0, third), memory.slice(-third)].map(median);
  if (end - begin > slackOf(place)) faults.push(`expected as much memory at the end as at the beginning, ${begin} bytes, got ${end}`);
  const lost = rounds.reduce((sum, round) => sum + round.lost, 0);
  if (place.startsWith('node') && lost > 0) faults.push(`expected no context to be lost, got ${lost}`);
  return faults;
}
