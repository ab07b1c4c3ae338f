// The demo: two servers that do the same work under the same load, one with Variables and one with arguments, and a comparison of the results.
// With `--without-snapshot` the first server's queue loses contexts, which the check has to notice: wrong lines, and the exit code 1.
import { checkLines, sampleOf } from './log.mjs';
import { sendLoad, startUpstream } from './outside.mjs';
import { startServer } from './processes.mjs';
import { createProgress, formatSummary } from './report.mjs';

const REQUESTS = 2000;
const AT_A_TIME = 100;
const ROUNDS = 5;
/** Milliseconds after which the demo counts as hung. */
const PATIENCE = 120_000;

const switches = process.argv.slice(2);
if (switches.some(word => word !== '--without-snapshot')) throw new TypeError(`expected nothing or --without-snapshot, got ${switches.join(' ')}`);

console.log(`A server on loopback keeps each request's id, user and deadline in Variables of asynccontext. No function takes them, yet
the log has them after await, timers, streams, an outgoing call, events, Promise.all and a queue, with ${AT_A_TIME} requests at a
time. Every line is checked against what was sent. Beside it: the same server with the three passed by hand.
`);

const upstream = await startUpstream();
const upstreamPort = String(upstream.address().port);
const results = await Promise.all(
  [
    ['with-context', 'in Variables', ...switches],
    ['by-hand', 'by hand'],
  ].map(async ([name, title, ...args]) => ({
    title,
    server: await startServer(name, upstreamPort, ...args),
    sent: new Map(),
    answered: 0,
    failed: 0,
    wrongAnswers: 0,
    throughputs: [],
    cpus: [],
  })),
);

const watchdog = setTimeout(() => {
  console.error(`\nNot done after ${PATIENCE / 1000} seconds.`);
  for (const { server } of results) server.kill();
  process.exit(1);
}, PATIENCE);

const progress = createProgress(REQUESTS * results.length);

async function runRound(result, isWarmUp) {
  const { server, title } = result;
  const before = await server.cpu();
  const load = await sendLoad({
    port: server.port,
    amount: REQUESTS / ROUNDS,
    connections: AT_A_TIME,
    onAnswer: () => progress.count(title),
  });
  const cpu = (await server.cpu()) - before;
  for (const [order, request] of load.sent) result.sent.set(order, request);
  result.answered += load.answered;
  result.failed += load.failed;
  result.wrongAnswers += load.wrong;
  result.firstFailure ??= load.firstFailure;
  if (isWarmUp) return;
  result.throughputs.push(load.answered / load.seconds);
  result.cpus.push(cpu / 1000 / load.answered);
}

for (let round = 0; round < ROUNDS; round++) {
  // The order changes with each round, so that neither server always gets the better half of it.
  const order = round % 2 ? [...results].reverse() : results;
  for (const result of order) await runRound(result, round === 0);
}
progress.end();

const logs = await Promise.all(results.map(({ server }) => server.stop()));
upstream.close();
upstream.closeAllConnections();
clearTimeout(watchdog);

results.forEach((result, i) => (result.log = checkLines(logs[i], result.sent)));
console.log(`
Neighbouring lines from the log of the first server:
${sampleOf(logs[0], 8)
  .map(line => `  ${line}`)
  .join('\n')}

Summary: ${REQUESTS.toLocaleString('en-US')} requests to each server, ${AT_A_TIME} at a time, in ${ROUNDS} rounds by turns (the first is checked, but not timed)
${formatSummary(results)}
`);

const [{ log }, { log: logByHand }] = results;
let passed = log.checked > 0 && log.checked === logByHand.checked;
for (const { title, answered, failed, firstFailure, wrongAnswers, log } of results) {
  if (answered === REQUESTS && failed + wrongAnswers + log.wrong + log.none === 0) continue;
  passed = false;
  if (firstFailure) console.log(`First failure (${title}): ${firstFailure}`);
  if (log.firstBad) console.log(`First bad line (${title}): ${log.firstBad}`);
}
console.log(passed ? 'All lines and answers belong to their requests.' : 'FAILED: see the figures above.');
process.exitCode = passed ? 0 : 1;
