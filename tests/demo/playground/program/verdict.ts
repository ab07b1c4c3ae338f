// Judges the value that a segment found.
import type { Segment } from './run-program.js';

/** `own`: the right value; `lost`: none, though the flow has a context; `other`: another flow's. */
export type Verdict = 'own' | 'lost' | 'other';

export const verdictOn = ({ seen, expected }: Segment): Verdict => (seen === expected ? 'own' : seen === null ? 'lost' : 'other');

/** A verdict in words, for the table. */
export function verdictInWords(segment: Segment): string {
  switch (verdictOn(segment)) {
    case 'own':
      return segment.expected === null ? 'right: it belongs to no flow' : 'right';
    case 'lost':
      return 'lost';
    case 'other':
      return 'wrong: another flow’s';
  }
}

/** The results of all segments, in a sentence. */
export function summary(segments: readonly Segment[]): { readonly text: string; readonly verdict: Verdict } {
  const count = (verdict: Verdict) => segments.filter(segment => verdictOn(segment) === verdict).length;
  const [other, lost, all] = [count('other'), count('lost'), segments.length];
  const losses = lost > 0 ? `${lost} of ${all} segments find no context` : '';
  if (other > 0) return { text: `${other} of ${all} segments find another’s context${losses && `, ${lost} find none`}`, verdict: 'other' };
  if (lost > 0) return { text: losses, verdict: 'lost' };
  return { text: `all ${all} segments find the right context`, verdict: 'own' };
}
