// Frames that are removed, and objects of theirs that a flow of this realm still uses.
import type { Page, Row } from '../row.js';

declare const document: any;

/** An empty frame. */
function makeFrame(): { window: any; remove: () => void } {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return { window: frame.contentWindow, remove: () => frame.remove() };
}

/** Does something that the engine may refuse in a window that was removed. */
function attempt(fn: () => unknown): void {
  try {
    fn();
  } catch {
    // The same happens without the library.
  }
}

/** Waits for some tasks. */
const sleep = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 10));

/** Uses of a frame: each starts before the frame is removed, and returns what is done after that. */
const uses: Record<string, (window: any, page: Page) => () => unknown> = {
  'promises of it that are pending': (window, { variable }) => {
    let settle!: () => void;
    const promise = new window.Promise((resolve: () => void) => (settle = resolve));
    variable.run('C', () => void (async () => void (await promise))());
    variable.run('C', () => void Promise.resolve(promise));
    variable.run('C', () => void promise.then(() => {}));
    return () => variable.run('B', settle);
  },
  'promises of it that are settled': (window, { variable }) => {
    const promise = window.Promise.resolve();
    return () => variable.run('C', () => void (async () => void (await promise))());
  },
  'its timers': (window, { variable }) => {
    variable.run('C', () => window.setTimeout(() => {}, 0));
    return () => attempt(() => variable.run('C', () => window.setTimeout(() => {}, 0)));
  },
  'its microtasks': (window, { variable, see }) => {
    variable.run('C', () => window.queueMicrotask(() => see('C', 'a microtask')));
    return () => attempt(() => variable.run('C', () => window.queueMicrotask(() => {})));
  },
  'listeners of its document': (window, { variable, see }) => {
    const { document: inner } = window;
    variable.run('C', () => inner.addEventListener('load', () => see('B', 'a listener')));
    return () => variable.run('B', () => inner.dispatchEvent(new Event('load')));
  },
  'requests and readers of it': (window, { variable }) => {
    const { XMLHttpRequest, FileReader } = window;
    return () => {
      for (const Class of [XMLHttpRequest, FileReader]) attempt(() => variable.run('C', () => new Class().addEventListener('load', () => {})));
    };
  },
  'an observer of its nodes': (window, { variable, see }) => {
    const node = window.document.createElement('div');
    const observer = new MutationObserver(() => see(undefined, 'an observer'));
    variable.run('C', () => observer.observe(node, { attributes: true }));
    return () => variable.run('B', () => node.setAttribute('title', 'gone'));
  },
  'functions of it that were wrapped': (window, { variable, AsyncContext, see }) => {
    const wrapped = variable.run('C', () => AsyncContext.Snapshot.wrap(window.Array.from)) as (list: number[], fn: () => void) => unknown;
    return () => wrapped([1], () => see('C', 'a wrapped function'));
  },
};

export const frames: readonly Row[] = Object.entries(uses).flatMap(([what, use]) =>
  ['before', 'in the middle of a run'].map(
    (when): Row => ({
      name: `a frame that goes away ${when}: ${what}`,
      must: 'the context around is current, and other flows have theirs',
      needs: ['frames'],
      async program(page) {
        const { window, remove } = makeFrame();
        const after = use(window, page);
        if (when === 'before') remove();
        else
          page.variable.run('D', () => {
            remove();
            page.see('D', 'after the removal');
          });
        page.see(page.flow, 'after it');
        after();
        page.see(page.flow, 'after its use');
        await sleep();
        page.see(page.flow, 'in a later task');
      },
    }),
  ),
);
