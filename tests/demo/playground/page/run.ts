// Runs the program twice at the same time, in the page with the library and in the frame without it, and shows both while they run.
import { FLOW_NAMES, type Flows } from '../program/programs.js';
import type { Segment } from '../program/run-program.js';
import { find } from './elements.js';
import { Panel } from './panel.js';
import { runWith } from './with-library.js';
import type { Frame } from './without-library.js';

const panels = { with: new Panel('with'), without: new Panel('without') };
const button = find('click-me');
const waitingNote = find('waiting');
const answer = new URL('answer?ms=40', document.baseURI).href;
let latest = new AbortController();

/** Shows a program that has not run yet, and ends the display of a running one. */
export function show(flows: Flows): void {
  latest.abort();
  for (const panel of [panels.with, panels.without]) panel.clear(flows);
  tellWaiting(false);
}

/**
 * Runs a program.
 *
 * @param way - How the frame keeps its variable.
 * @returns A promise for the end of the program. If another program is shown meanwhile, its results are dropped.
 * @throws {Error} if the frame has not loaded.
 */
export async function run(flows: Flows, way: 'restored' | 'left'): Promise<void> {
  const runWithout = await frame();
  show(flows);
  const { signal } = (latest = new AbortController());
  const tools = { button, answer, signal };
  const found: Record<keyof typeof panels, Segment[]> = { with: [], without: [] };
  for (const panel of [panels.with, panels.without]) panel.clear(flows, 'running …');
  document.body.dataset.state = 'running';
  const watch = () => {
    if (signal.aborted) return;
    panels.with.add(found.with);
    panels.without.add(found.without);
    tellWaiting(isWaiting(flows, found.with) || isWaiting(flows, found.without));
    frameRequest = requestAnimationFrame(watch);
  };
  let frameRequest = requestAnimationFrame(watch);
  const [own, framed] = await Promise.all([runWith(flows, tools, found.with), runWithout(way, flows, tools, found.without)]);
  cancelAnimationFrame(frameRequest);
  if (signal.aborted) return;
  tellWaiting(false);
  panels.with.end(found.with, failuresOf(own));
  panels.without.end(found.without, failuresOf(framed));
  document.body.dataset.state = 'done';
}

const failuresOf = (results: readonly PromiseSettledResult<void>[]) =>
  results.flatMap(result => (result.status === 'rejected' ? [`a flow failed: ${String(result.reason)}`] : []));

const frameElement = find<HTMLIFrameElement>('frame');
const isLoaded = () => frameElement.contentDocument?.readyState === 'complete' && frameElement.contentWindow?.location.href !== 'about:blank';
const loaded = isLoaded() ? undefined : new Promise(resolve => frameElement.addEventListener('load', resolve, { once: true }));

/** The frame's function, once its script has run. */
async function frame(): Promise<Required<Frame>['runWithout']> {
  await loaded;
  const { runWithout } = frameElement.contentWindow as Frame;
  if (runWithout === undefined) throw new Error('the frame without the library did not load; is the server still there?');
  return runWithout;
}

/** Whether a flow is at a step that waits for the user. */
const isWaiting = (flows: Flows, segments: readonly Segment[]): boolean =>
  flows.some((own, index) => {
    const done = segments.filter(({ flow, inside }) => !inside && flow === FLOW_NAMES[index]).length - 1;
    return own[done] === 'click' || own[done] === 'listener';
  });

function tellWaiting(waiting: boolean): void {
  button.toggleAttribute('data-waiting', waiting);
  const text = waiting ? 'The flows wait for your click.' : '';
  if (waitingNote.textContent !== text) waitingNote.textContent = text;
}
