// The playground in a browser: what it shows is right, and it is accessible.
import axe from 'axe-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { click, type } from '../../../browsers/rig/page/rig.js';
import { programs } from '../program/programs.js';
import { nameOf, steps } from '../program/steps.js';
import { drawn, isDone, mount, one, tabled, until, type Shown } from './page.js';

const EMPTY = '∅';
const AGENT = Symbol.for('asynccontext.agent.v1');

const playground = suite('playground');
playground.before(mount);

const byClick = (selector: string) => () => click(selector);
const byKey = (selector: string, key: string) => () => type(selector, key);
const summaryOf = (panel: string) => one(`#${panel} .verdict`).textContent!;

function setWay(way: 'restored' | 'left'): void {
  one<HTMLSelectElement>('#way').value = way;
  one('#way').dispatchEvent(new Event('change'));
}

/** Runs the chosen program, and reads both panels. */
async function run(start: () => Promise<void>): Promise<{ own: Shown[]; naive: Shown[] }> {
  document.body.dataset.state = 'ready';
  await start();
  while (!isDone()) {
    await until(() => isDone() || one('#click-me').matches('[data-waiting]'));
    // A click after the step has ended does no harm.
    if (!isDone()) await click('#click-me');
  }
  for (const panel of ['with', 'without']) assert.equal(drawn(panel), tabled(panel), 'the table agrees with the drawing');
  return { own: drawn('with'), naive: drawn('without') };
}

/** The expected value of a segment, computed without the page's own judgement. */
const shouldSee = ({ flow, way }: Shown) => (way === 'listener' ? EMPTY : flow);

const lengthOf = (id: string) =>
  programs.find(program => program.id === id)!.flows.reduce((sum, own) => own.reduce((count, step) => count + 1 + (steps[step].looks ?? 0), sum + 1), 0);

const ways: readonly [id: string, choose: () => Promise<void>, start: () => Promise<void>][] = [
  ['fetches', byClick('#program-fetches'), byClick('#run')],
  ['timers', byClick('#program-timers'), byKey('#run', '\n')],
  ['for-await', byKey('#run', '3'), byKey('#run', 'r')],
  ['clicks', byKey('#run', '4'), byKey('#click-me', 'R')],
];
for (const [id, choose, start] of ways) {
  playground(`${id}: with the library each segment finds its own context, without only the first of each flow`, async () => {
    await choose();
    assert.ok(one<HTMLInputElement>(`#program-${id}`).checked);
    const { own, naive } = await run(start);
    assert.is(own.length, lengthOf(id));
    assert.equal(
      own.map(({ seen }) => seen),
      own.map(shouldSee),
    );
    assert.is(summaryOf('with'), `all ${own.length} segments find the right context`);
    assert.is(naive.length, own.length);
    assert.equal(
      naive.map(({ seen }) => seen),
      naive.map(({ flow, way }) => (way === 'start' ? flow : EMPTY)),
    );
    const lost = naive.filter(segment => segment.seen !== shouldSee(segment)).length;
    assert.is(summaryOf('without'), `${lost} of ${naive.length} segments find no context`);
    assert.is(naive.filter(({ verdict }) => verdict === 'lost').length, lost);
  });
}

playground('a variable that is left shows other flows’ contexts, and these are marked', async () => {
  await click('#program-timers');
  setWay('left');
  const { own, naive } = await run(byClick('#run'));
  assert.equal(
    own.map(({ seen }) => seen),
    own.map(({ flow }) => flow),
  );
  const wrong = naive.filter(({ flow, seen }) => seen !== flow);
  assert.ok(wrong.length > 0);
  assert.equal(
    wrong.map(({ verdict }) => verdict),
    wrong.map(({ flow }) => `not ${flow}`),
  );
  assert.is(summaryOf('without'), `${wrong.length} of ${naive.length} segments find another’s context`);
});

playground('limits: what no hook sees is lost from there on, as the page says, and nothing is wrong', async () => {
  await type('#run', '5');
  const { own } = await run(byClick('#run'));
  const flows = programs.find(({ id }) => id === 'limits')!.flows;
  for (const [index, flow] of ['A', 'B', 'C'].entries()) {
    const segments = own.filter(segment => segment.flow === flow);
    const limit = flows[index]!.findIndex(step => steps[step].limit) + 1; // after the start
    // If this fails because nothing is lost any more, the page's text about limits has to change.
    assert.equal(
      segments.map(({ seen }) => seen),
      segments.map((_, at) => (limit > 0 && at >= limit ? EMPTY : flow)),
      flow,
    );
  }
});

playground('a program of one’s own, by keyboard', async () => {
  await click('#program-fetches');
  await type('#add-flow', '\n');
  assert.ok(one<HTMLInputElement>('#program-own').checked);
  assert.ok(one<HTMLInputElement>('#flow-2').checked, 'the new flow is selected');
  if (!one<HTMLDetailsElement>('#palette').open) await type('#to', '\n');
  for (const step of ['primitive', 'callback', 'query'] as const) await type(`#step-${step}`, '\n');
  await type('#flows [data-flow=A] .step', '\n');
  assert.is(document.activeElement, one('#flows [data-flow=A] .step'), 'the focus is on the step that moved up');
  const names = (flow: string) => [...document.querySelectorAll(`#flows [data-flow=${flow}] .step`)].map(step => step.textContent);
  assert.equal(names('A'), [nameOf('async'), nameOf('fetch')]);
  assert.equal(names('C'), ['timer', 'await 1', 'callback', 'query']);
  const { own } = await run(byKey('#run', '\n'));
  assert.is(own.filter(({ flow }) => flow === 'C').length, 6);
  assert.equal(
    own.map(({ seen }) => seen),
    own.map(shouldSee),
  );
  await type('#flows [data-flow=C] .away', '\n');
  assert.is(document.querySelectorAll('#flows .flow').length, 2);
  assert.is(drawn('with').length, 0, 'what another program found is gone');
});

playground('letters do nothing once they are switched off', async () => {
  await click('#program-fetches');
  one('footer details').setAttribute('open', '');
  await click('#shortcuts');
  await type('#run', '2');
  assert.ok(one<HTMLInputElement>('#program-fetches').checked);
  await click('#shortcuts');
  await type('#run', '2');
  assert.ok(one<HTMLInputElement>('#program-timers').checked);
});

playground('dark and light', async () => {
  const look = () => ({ pressed: one('#theme').getAttribute('aria-pressed'), colour: getComputedStyle(document.body).backgroundColor });
  const before = look();
  await click('#theme');
  const after = look();
  assert.is.not(after.pressed, before.pressed);
  assert.is.not(after.colour, before.colour);
  await type('#run', 'd');
  assert.equal(look(), before);
});

for (const [theme, way] of [
  ['light', 'restored'],
  ['dark', 'restored'],
  ['light', 'left'],
  ['dark', 'left'],
] as const) {
  playground(`axe finds nothing to object to, ${theme}, with a variable that is ${way}`, async () => {
    document.documentElement.dataset.theme = theme;
    await click('#program-timers');
    await type('#add-flow', '\n'); // adds the fourth flow
    setWay(way);
    await run(byClick('#run'));
    for (const details of document.querySelectorAll('details')) details.open = true;
    // Elements that are still fading in are translucent.
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
    const { violations } = await axe.run(document, { iframes: false });
    assert.equal(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      [],
    );
  });
}

playground('the frame is without the library, and the page is not', () => {
  assert.ok(AGENT in window);
  assert.not.ok(AGENT in one<HTMLIFrameElement>('#frame').contentWindow!);
});

playground('the page as served, under its policy, on a narrow screen', async () => {
  const frame = document.createElement('iframe');
  frame.width = '400';
  frame.height = '800';
  frame.src = '/index.html';
  document.body.append(frame);
  await until(() => frame.contentDocument?.body?.dataset.state === 'ready');
  const inner = frame.contentDocument!;
  const violated: string[] = [];
  inner.addEventListener('securitypolicyviolation', event => violated.push(event.violatedDirective));
  inner.querySelector<HTMLElement>('#run')!.click();
  await until(() => inner.body.dataset.state === 'done');
  assert.match(inner.querySelector('#with .verdict')!.textContent!, /^all \d+ segments find the right context$/);
  assert.equal(violated, []);
  assert.ok(inner.documentElement.scrollWidth <= frame.clientWidth, `it is ${inner.documentElement.scrollWidth} px wide`);
  assert.throws(() => (inner.defaultView as unknown as { eval: typeof eval }).eval('1'));
  await until(() => violated.length > 0);
  frame.remove();
});

playground('a program of the user’s: its time line, and what it loses', async () => {
  const frame = document.createElement('iframe');
  frame.width = '900';
  frame.height = '600';
  frame.src = '/own.html';
  document.body.append(frame);
  const program = (await (await fetch('/program.js')).text()).split('\n');
  const lineOf = (mark: string) => program.findIndex(line => line.endsWith(`// ${mark}`)) + 1;
  const shown = () => frame.contentDocument?.querySelector('#lost li')?.textContent ?? '';
  await until(() => shown() !== '' && !!frame.contentDocument!.querySelector('svg .lost'));
  const place = (mark: string) => `program\\.js:${lineOf(mark)}:\\d+`;
  assert.match(
    shown(),
    new RegExp(
      `^user has no value at (?:\\S+ \\()?${place('get')}\\)?\\.\\s.*set by run at ${place('run')}\\.\\s+Lost at ${place('lost')}: .*Snapshot\\.wrap\\(callback\\) at ${place('remedy')}`,
    ),
  );
  const inner = frame.contentDocument!;
  for (const name of ['Ann', 'Bob', 'Cleo'])
    assert.ok(
      [...inner.querySelectorAll('svg text')].some(({ textContent }) => textContent!.includes(`user = "${name}"`)),
      name,
    );
  frame.remove();
});

playground.run();
