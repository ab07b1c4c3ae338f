// A panel: the results of one run of the program, as a drawing, as a sentence and as a table.
import type { Flows } from '../program/programs.js';
import type { Segment } from '../program/run-program.js';
import { steps } from '../program/steps.js';
import { summary, verdictInWords, verdictOn } from '../program/verdict.js';
import { Drawing, EMPTY_SIGN, wayOf } from './drawing.js';
import { find, make } from './elements.js';

const NOT_RUN = 'not run yet';

export class Panel {
  readonly #drawing: Drawing;
  readonly #grid: HTMLElement;
  readonly #verdict: HTMLElement;
  readonly #rows: HTMLElement;

  /** @param id - The id of its element: `with` or `without`. */
  constructor(id: string) {
    const panel = find(id);
    this.#grid = panel.querySelector<HTMLElement>('.drawing')!;
    this.#drawing = new Drawing(this.#grid);
    this.#verdict = panel.querySelector<HTMLElement>('.verdict')!;
    this.#rows = panel.querySelector('tbody')!;
  }

  /** Shows a program that has not run yet. */
  clear(flows: Flows, text = NOT_RUN): void {
    this.#drawing.clear(flows);
    this.#rows.replaceChildren();
    this.#say(text, 'none');
  }

  /** Shows what a running program has found so far. */
  add(segments: readonly Segment[]): void {
    this.#drawing.add(segments);
    this.#rows.append(...segments.slice(this.#rows.children.length).map((segment, index) => row(segment, this.#rows.children.length + index)));
  }

  /** Shows the results of a program that has ended. */
  end(segments: readonly Segment[], failures: readonly string[]): void {
    this.add(segments);
    const { text, verdict } = summary(segments);
    if (failures.length > 0) this.#say(`${failures.join('; ')}. Of the rest, ${text}`, 'other');
    else this.#say(text, verdict);
  }

  #say(text: string, verdict: string): void {
    this.#verdict.dataset.verdict = verdict;
    this.#verdict.textContent = text;
    this.#grid.setAttribute('aria-label', `Time line: ${text}. The table below has each segment.`);
  }
}

/** A segment's row in the table. */
function row(segment: Segment, index: number): HTMLTableRowElement {
  const { flow, step, seen, expected, at } = segment;
  return make(
    'tr',
    { 'data-verdict': verdictOn(segment), 'data-flow': flow, 'data-seen': seen ?? 'none' },
    make('th', { scope: 'row' }, String(index + 1)),
    make('td', {}, `${at.toFixed(1)} ms`),
    make('td', {}, flow),
    make('td', {}, wayOf(segment)),
    make('td', {}, ...(step === undefined ? [] : [make('code', {}, steps[step].code)])),
    make('td', {}, expected ?? EMPTY_SIGN),
    make('td', {}, seen ?? EMPTY_SIGN),
    make('td', {}, verdictInWords(segment)),
  );
}
