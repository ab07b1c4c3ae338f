// Finds out, from the stacks that lead to a `get`, whether a value is missing, and words the explanation.
import type { AnyVariable, Run, Trace } from './trace.js';
import { causes, type Cause } from './causes.js';
import { classify, type Loss, type Proof } from './classify.js';
import type { Fn } from './function-list.js';
import type { Kept, Origin, Taken } from './host.js';
import { regionsIn, sitesOf, type Region } from './run-code.js';
import { codeAt, offsetIn, ofScripts, show, type Place } from './sources.js';
import type { Frame } from './stack.js';

/** A value that is missing where it was expected, or another flow's value in its place. */
export interface Lost {
  readonly variable: AnyVariable;
  /** The Variable's name, as text for people. */
  readonly name: string;
  /** The expected value; if several flows ran the same code, the last one's. */
  readonly value: unknown;
  /** The value that was found in its place. */
  readonly found: unknown;
  /** The place where `run` set the value. */
  readonly run: Place | undefined;
  /** The place where the Variable was read. */
  readonly get: Place | undefined;
  /** The place where the flow continued without the value. */
  readonly lost: Place;
  readonly cause: Cause;
  readonly remedy: { readonly text: string; readonly at: Place | undefined };
  /** The whole explanation, as it is printed on the console. */
  readonly text: string;
}

/** The evidence when a value is read. */
export interface Evidence {
  readonly variable: AnyVariable;
  readonly found: unknown;
  /** The run whose value was found; `undefined` if the default was found. */
  readonly run: Run | undefined;
  /** The `get`, then the origin of the running callback, and so on: the stack of each, and the kept callbacks that may miss the value. */
  readonly origins: readonly Pick<Origin, 'stack' | 'taken'>[];
  readonly carrier: string;
}

const running = (stack: readonly Frame[]) => ofScripts(stack).filter(({ isAwaiting }) => !isAwaiting);

/** The innermost region of a Variable that contains a frame. */
function regionOf(frame: Frame, variable: AnyVariable): Region | undefined {
  const code = codeAt(frame.url);
  const offset = code && offsetIn(code, frame);
  if (offset === undefined) return undefined;
  const around = regionsIn(frame.url, variable).filter(({ start, end }) => start <= offset && offset < end);
  return around.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

/** The function that has a given text and contains a frame. */
function functionAround(frame: Frame, text: string): Fn | undefined {
  const code = codeAt(frame.url);
  const offset = code && offsetIn(code, frame);
  if (offset === undefined) return undefined;
  return code!.functions.find(({ start, end }) => start <= offset && offset < end && end - start === text.length && code!.text.startsWith(text, start));
}

/** Whether a callback was made by code that was running when it was kept. Then it belongs to that flow, and is not shared by several flows. */
function isMadeThere({ stack }: Kept, url: string, { start, end, parent }: Fn): boolean {
  return stack.some(frame => {
    const offset = frame.url === url ? offsetIn(codeAt(url)!, frame) : undefined;
    return offset !== undefined && parent !== undefined && parent.start <= offset && offset < parent.end && !(start <= offset && offset < end);
  });
}

const isSame = (a: Frame, b: Frame) => a.url === b.url && a.line === b.line && a.column === b.column;

/** The loss at a kept callback that is on a stack, if code that is still running has fetched and called the callback. */
function keptOn(stack: readonly Frame[], { kept, stack: fetched, isRemoved }: Taken, variable: AnyVariable): Loss | undefined {
  const [inner, outer] = [running(stack), running(fetched)];
  const base = inner.length - outer.length;
  if (base < 1 || outer.length === 0) return undefined;
  const caller = inner[base]!;
  if (caller.url !== outer[0]!.url || caller.name !== outer[0]!.name || !outer.slice(1).every((frame, index) => isSame(frame, inner[base + 1 + index]!)))
    return undefined;
  const frame = inner.slice(0, base).find(frame => functionAround(frame, kept.text));
  if (!frame || !isMadeThere(kept, frame.url, functionAround(frame, kept.text)!) || (!isRemoved && !regionOf(frame, variable))) return undefined;
  return { cause: 'kept-callback', lostAt: caller, remedyAt: ofScripts(kept.stack)[0] };
}

/**
 * Whether a kept callback, when it runs, misses its value of a Variable and finds another.
 *
 * @param run - The run whose value is found; `undefined` for the default.
 */
export function mayBeMissed({ kept, trace }: Taken, variable: AnyVariable, run: Run | undefined): boolean {
  const expected = kept.trace?.runs.get(variable);
  return expected !== undefined && expected !== run && trace?.runs.get(variable) === run;
}

/** Finds the kept callback that found no value, or another flow's. */
function findKept({ variable, run, origins }: Evidence): { loss: Loss; expected: Run } | undefined {
  for (const { stack, taken } of origins) {
    for (const item of taken) {
      const loss = keptOn(stack, item, variable);
      if (loss) return { loss: run ? { ...loss, cause: 'other-value' } : loss, expected: item.kept.trace!.runs.get(variable)! };
    }
  }
  return undefined;
}

/** Whether a frame is Node's `runInAsyncScope`: code has chosen another context. */
const isSwitch = ({ name, url }: Frame) => /^node:(?:internal\/)?async_/.test(url) && /(?:^|\.)runInAsyncScope$/.test(name);

/** The outermost frame of a stack that belongs to a run of the Variable; `chosen` if code in that run has chosen to continue without the value. */
function proofIn(stack: readonly Frame[], variable: AnyVariable): Proof | 'chosen' | undefined {
  const frames = running(stack);
  for (let index = frames.length - 1; index >= 0; index--) {
    const frame = frames[index]!;
    const region = regionOf(frame, variable);
    if (!region) continue;
    const callers = frames.slice(index + 1);
    const isInRun = region.site.stack.some(site => callers[0] !== undefined && isSame(site, callers[0]));
    return isInRun || stack.slice(0, stack.indexOf(frame)).some(isSwitch) ? 'chosen' : { frame, code: codeAt(frame.url)!, region, callers };
  }
  return undefined;
}

/** The scripts whose text is needed to find the loss. */
export function scriptsOf({ variable, origins }: Evidence): string[] {
  const taken = new Set(origins.flatMap(origin => origin.taken));
  const stacks = [
    ...origins.map(({ stack }) => stack),
    ...Array.from(taken, ({ kept }) => kept.stack),
    ...sitesOf(variable).map(({ stack }) => stack.slice(0, 6)),
  ];
  return stacks.flatMap(stack => stack.map(({ url }) => url));
}

/** Finds the missing value and the cause; `undefined` if no value is missing. */
export function findLoss(evidence: Evidence): Lost | undefined {
  const { variable, run, origins, carrier } = evidence;
  const kept = findKept(evidence);
  if (kept) return describe(evidence, kept.loss, kept.expected, true);
  if (run) return undefined;
  // The oldest stack shows where the flow continued without the value.
  let proof: Proof | 'chosen' | undefined;
  for (const { stack } of origins) proof = proofIn(stack, variable) ?? proof;
  if (proof === 'chosen') return undefined;
  return proof && describe(evidence, classify(proof, carrier), proof.region.site.last, proof.region.site.isSame);
}

const { stringify } = JSON;

/** A value as text for people. Runs no code of the value. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return String(value);
}

export const nameText = ({ name }: { readonly name: string }): string => name || 'a Variable without a name';

/** Words the explanation of a loss. */
export function describe(
  { variable, found, run, origins }: Pick<Evidence, 'variable' | 'found' | 'run' | 'origins'>,
  { cause, lostAt, remedyAt, isEarlier }: Loss,
  expected: Run | undefined,
  isExact: boolean,
): Lost {
  const name = nameText(variable);
  const { why, remedy, hasPlace } = causes[cause];
  const get = origins[0] && ofScripts(origins[0].stack)[0];
  const set = expected && ofScripts(expected.stack)[0];
  const where = get ? (get.name ? ` at ${get.name} (${show(get)})` : ` at ${show(get)}`) : '';
  const what = run ? `shows ${valueText(found)} of another flow` : 'has no value';
  const by = set ? `, set by run at ${show(set)}` : '';
  const was = isExact ? `It was ${valueText(expected?.value)}${by}.` : `Several flows run here; the last value was ${valueText(expected?.value)}${by}.`;
  const at = hasPlace ? remedyAt : undefined;
  const text = [
    `asynccontext/debug: ${name} ${what}${where}.`,
    ...(expected ? [was] : []),
    `Lost at ${show(lostAt)}${isEarlier ? ', or at an await before it' : ''}: ${why}. Remedy: ${remedy}${at ? ` at ${show(at)}` : ''}.`,
  ].join('\n  ');
  return { variable, name, value: expected?.value, found, run: set, get, lost: lostAt, cause, remedy: { text: remedy, at }, text };
}

/** Whether a context has no value of a Variable, and did not get so by choice. */
export const isMissing = (trace: Trace | undefined, variable: AnyVariable): boolean => !trace?.isChosen && !trace?.runs.has(variable);
