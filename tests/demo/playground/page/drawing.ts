// The time line: a lane for each flow, a column for each segment, in the colour of the context that the segment saw.
import { FLOW_NAMES, type Flows } from '../program/programs.js';
import type { Segment } from '../program/run-program.js';
import { steps } from '../program/steps.js';
import { verdictOn } from '../program/verdict.js';
import { make } from './elements.js';

/** The number of segments of a program. */
const segmentsOf = (flows: Flows): number => flows.reduce((sum, own) => own.reduce((count, step) => count + 1 + (steps[step].looks ?? 0), sum + 1), 0);

/** A word that says where a segment comes from. */
export function wayOf({ step, inside }: Segment): string {
  if (step === undefined) return 'start';
  return (inside && steps[step].inside) || steps[step].label;
}

/** The sign for the empty context. */
export const EMPTY_SIGN = '∅';

/** The mark of a segment that saw the wrong value. */
export function markOn(segment: Segment): string {
  const verdict = verdictOn(segment);
  return verdict === 'own' ? '' : verdict === 'lost' ? 'lost' : `not ${segment.expected ?? EMPTY_SIGN}`;
}

function box(segment: Segment, index: number): HTMLElement {
  const { flow, seen } = segment;
  const mark = markOn(segment);
  return make(
    'span',
    {
      class: 'segment',
      'data-index': index + 1,
      'data-flow': flow,
      'data-seen': seen ?? 'none',
      'data-verdict': verdictOn(segment),
      '--lane': laneOf(flow),
      '--at': index + 1,
    },
    make('b', {}, seen ?? EMPTY_SIGN),
    make('small', {}, wayOf(segment)),
    ...(mark ? [make('em', {}, mark)] : []),
  );
}

const laneOf = (flow: string): number => (FLOW_NAMES as readonly string[]).indexOf(flow) + 1;

/** A drawing that grows as its program runs. */
export class Drawing {
  readonly #grid: HTMLElement;
  #drawn = 0;

  constructor(grid: HTMLElement) {
    this.#grid = grid;
  }

  /** Draws the lanes of a program that has not run yet. */
  clear(flows: Flows): void {
    const columns = segmentsOf(flows);
    this.#drawn = 0;
    this.#grid.style.setProperty('--count', String(columns));
    this.#grid.style.setProperty('--lanes', String(flows.length));
    this.#grid.replaceChildren(
      ...flows.flatMap((_, index) => [
        make('span', { class: 'lane', 'data-flow': FLOW_NAMES[index], '--lane': index + 1 }, FLOW_NAMES[index]!),
        make('span', { class: 'rail', '--lane': index + 1 }),
      ]),
      ...Array.from({ length: columns }, (_, index) => make('span', { class: 'tick', '--at': index + 1 }, String(index + 1))),
    );
  }

  /** Adds the segments that are new since the last call. */
  add(segments: readonly Segment[]): void {
    for (; this.#drawn < segments.length; this.#drawn++) {
      const segment = segments[this.#drawn]!;
      this.#extendLine(segment.flow, this.#drawn + 1);
      this.#grid.append(box(segment, this.#drawn));
    }
  }

  /** Draws the line of a flow from its first segment to its last. */
  #extendLine(flow: string, column: number): void {
    let line = this.#grid.querySelector<HTMLElement>(`.line[data-flow="${flow}"]`);
    if (line === null) {
      line = make('span', { class: 'line', 'data-flow': flow, '--lane': laneOf(flow), '--from': column });
      this.#grid.append(line);
    }
    line.style.setProperty('--to', String(column));
  }
}
