// Mounts the playground's page inside the page of the suite, and reads what it shows.
import { make } from '../page/elements.js';

export interface Shown {
  readonly index: string;
  readonly flow: string;
  readonly way: string;
  readonly seen: string;
  readonly verdict: string;
}

const all = <E extends HTMLElement>(selector: string): E[] => [...document.querySelectorAll<E>(selector)];
export const one = <E extends HTMLElement>(selector: string): E => document.querySelector<E>(selector)!;

/** Waits until a condition holds, for as long as the suite may take. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
}

/** Puts the page's HTML, as it is served, into this page, and starts its script. */
export async function mount(): Promise<void> {
  const html = await (await fetch('/index.html')).text();
  const { head, body } = new DOMParser().parseFromString(html, 'text/html');
  const links = [...head.querySelectorAll('link[rel=stylesheet]')];
  const loading = links.map(link => new Promise(resolve => link.addEventListener('load', resolve)));
  document.head.append(...links);
  document.body.append(...body.children);
  await Promise.all(loading);
  document.head.append(make('script', { type: 'module', src: '/page.js' }));
  await until(() => document.body.dataset.state === 'ready');
}

/** The segments that the drawing of a panel shows. */
export const drawn = (panel: string): Shown[] =>
  all(`#${panel} .segment`).map(box => ({
    index: box.dataset.index!,
    flow: box.dataset.flow!,
    way: box.querySelector('small')!.textContent!,
    // The visible letter, not the attribute.
    seen: box.querySelector('b')!.textContent!,
    verdict: box.querySelector('em')?.textContent ?? '',
  }));

/** The segments that the table of a panel shows. */
export const tabled = (panel: string): Shown[] =>
  all<HTMLTableRowElement>(`#${panel} tbody tr`).map(row => {
    const [index, , flow, way, , expected, seen] = [...row.cells].map(cell => cell.textContent!);
    const verdict = row.cells[7]!.textContent!.replace(/:.*/, '');
    return { index: index!, flow: flow!, way: way!, seen: seen!, verdict: { right: '', lost: 'lost', wrong: `not ${expected}` }[verdict] ?? verdict };
  });

/** Whether the program has ended. */
export const isDone = () => document.body.dataset.state === 'done';
