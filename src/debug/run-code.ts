// The code that belongs to the runs of a Variable: code inside a function that only `run` calls, and functions that only such code names.
import { host } from '#debug-host';
import { functionAt, indicesOf, usesOf, type Call, type Code, type Fn } from './function-list.js';
import { codeAt, offsetIn, ofScripts } from './sources.js';
import { hasTexts, type Frame } from './stack.js';
import type { AnyVariable, Run } from './trace.js';

/** A place where `run` is called. */
export interface Site {
  readonly stack: readonly Frame[];
  /** The length of the function's text; `undefined` if the function was wrapped before it came to this library. */
  readonly length: number | undefined;
  /** The last run there. */
  last: Run;
  /** Whether all runs there had the same value. */
  isSame: boolean;
}

/** Code that belongs to runs. */
export interface Region {
  readonly url: string;
  readonly start: number;
  readonly end: number;
  readonly site: Site;
}

/** How many callers up a function is followed that is passed on to `run`. */
const LEVELS = 4;

/** The call of a name that contains a frame. */
function callOf(code: Code, frame: Frame, name: string): Call | undefined {
  const offset = offsetIn(code, frame);
  if (offset === undefined) return undefined;
  let found: Call | undefined;
  // Engines differ in the part of a call to which a frame points. So this finds the innermost call with the name.
  for (const call of code.calls) if (call.name === name && call.start <= offset && offset < call.end && !(found && found.start > call.start)) found = call;
  return found;
}

/** The positions of a name in a stretch of code. */
const occurrences = (code: Code, name: string, start: number, end: number): number[] =>
  indicesOf(code, name)
    .map(index => code.tokens[index]!)
    .filter(token => token.start >= start && token.end <= end)
    .map(token => token.start);

type Span = { readonly start: number; readonly end: number };
const isIn = (offset: number, spans: readonly Span[]) => spans.some(({ start, end }) => start <= offset && offset < end);

/** The indices of the parameters that a function uses only in some spans of its code. */
function carriedBy(code: Code, fn: Fn, spans: readonly Span[]): number[] {
  if (occurrences(code, 'arguments', fn.body, fn.end).length > 0) return [];
  return fn.params.flatMap((param, index) => {
    const used = param === undefined ? [] : occurrences(code, param, fn.body, fn.end);
    return used.length > 0 && used.every(offset => isIn(offset, spans)) ? [index] : [];
  });
}

/** The code that belongs to the runs of a site: in several scripts, if a function is passed on from one to another. */
function regionsOf(site: Site): Region[] {
  const regions: Region[] = [];
  const stack = ofScripts(site.stack);
  let carried: readonly number[] | undefined;
  let name = 'run';
  for (const frame of stack.slice(0, LEVELS)) {
    const code = codeAt(frame.url);
    const call = code && callOf(code, frame, name);
    if (!code || !call) break;
    carried ??= [call.args.length > 1 ? 1 : 0];
    const spans = carried.flatMap(index => call.args[index] ?? []);
    if (name === 'run' && site.length !== undefined) {
      // If the function's text has another length in the script, the script is not the code that runs.
      const inline = code.functions.find(fn => spans.some(({ start, end }) => fn.start === start && fn.end === end));
      if (inline && inline.end - inline.start !== site.length) break;
    }
    for (const span of spans) regions[regions.length] = { url: frame.url, ...span, site };
    const around = functionAt(code, call.start);
    if (!around || around.name === '') break;
    carried = carriedBy(code, around, spans);
    ({ name } = around);
  }
  return regions;
}

/** Adds functions that are named only in regions and in themselves. */
function addNamed(url: string, code: Code, regions: Region[]): void {
  const isHidden = host.hasModulesOnly || code.isModule;
  const names = code.functions.filter(fn => fn.isDeclared && fn.name !== '' && (fn.parent !== undefined || isHidden));
  for (let grows = true; grows; ) {
    grows = false;
    for (const fn of names) {
      if (regions.some(({ start, end }) => start <= fn.start && fn.end <= end) || names.some(other => other !== fn && other.name === fn.name)) continue;
      const outside = usesOf(code, fn)
        .map(index => code.tokens[index]!.start)
        .filter(offset => !(fn.start <= offset && offset < fn.end));
      if (outside.length === 0 || !outside.every(offset => isIn(offset, regions))) continue;
      const { site } = regions.find(({ start, end }) => start <= outside[0]! && outside[0]! < end)!;
      regions[regions.length] = { url, start: fn.start, end: fn.end, site };
      grows = true;
    }
  }
}

/** The sites of a Variable, and the regions of these sites, which a new site invalidates. */
interface Known {
  readonly sites: Map<string, Site>;
  regions: Map<string, readonly Region[]> | undefined;
}
const known = new WeakMap<AnyVariable, Known>();
const { toString } = Function.prototype;

/** Records a run. Returns whether it is the first at its place. */
export function noteSite(run: Run, fn: unknown, isDirect: boolean): boolean {
  let entry = known.get(run.variable);
  if (entry === undefined) known.set(run.variable, (entry = { sites: new Map(), regions: undefined }));
  const key = ofScripts(run.stack)
    .slice(0, LEVELS)
    .map(({ url, line, column }) => `${url}:${line}:${column}`)
    .join();
  const site = entry.sites.get(key);
  if (site) {
    site.isSame &&= Object.is(site.last.value, run.value);
    site.last = run;
    return false;
  }
  const text = typeof fn === 'function' ? (Reflect.apply(toString, fn, []) as string) : '';
  entry.sites.set(key, { stack: run.stack, length: isDirect && hasTexts ? text.length : undefined, last: run, isSame: true });
  entry.regions = undefined;
  return true;
}

/** The sites of the runs of a Variable. */
export const sitesOf = (variable: AnyVariable): readonly Site[] => [...(known.get(variable)?.sites.values() ?? [])];

/** The code of a script that belongs to runs of a Variable. To be called when the sources of the Variable's sites have been read. */
export function regionsIn(url: string, variable: AnyVariable): readonly Region[] {
  const entry = known.get(variable);
  if (entry === undefined) return [];
  entry.regions ??= new Map();
  let regions = entry.regions.get(url);
  if (regions === undefined) {
    const code = codeAt(url);
    const found = [...entry.sites.values()].flatMap(regionsOf).filter(region => region.url === url);
    if (code) addNamed(url, code, found);
    entry.regions.set(url, (regions = found));
  }
  return regions;
}
