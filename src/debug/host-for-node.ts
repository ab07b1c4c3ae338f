// Node, and runtimes like it: async_hooks tells which resource made which.
import { createHook, executionAsyncId } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import * as modules from 'node:module';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { apply } from '../intrinsics.js';
import type { Host, Origin, Recorder, Watch } from './host.js';
import { capture } from './stack.js';
import { currentTrace } from './trace.js';

/** How many origins are kept in a chain from a resource to the one that made it. */
const DEPTH = 40;

interface Made extends Origin {
  parent: Made | undefined;
  readonly depth: number;
  /** The time when it was made, and the time when it began to run, in the graph's time. */
  readonly at: number;
  begun: number | undefined;
}

const made = new Map<number, Made>();

const pathOf = (url: string) => (url.startsWith('file:') ? fileURLToPath(url) : url);

function init(asyncId: number, type: string): void {
  const around = made.get(executionAsyncId());
  const parent = around !== undefined && around.depth < DEPTH ? around : undefined;
  const trace = currentTrace();
  const taken = watching.lastTaken();
  // The whole stack shows where a value was lost: to a resource without values, or to one of a flow that has fetched another flow's callback.
  // Of any other resource, only the place where it was made is needed.
  const isWhole = trace === undefined || trace.runs.size === 0 || taken.some(item => item.trace?.flow === trace.flow);
  const stack = capture(init, isWhole ? 24 : 10);
  made.set(asyncId, { type, stack, trace, taken, since: Date.now(), parent, depth: (parent?.depth ?? 0) + 1, at: recorder.now(), begun: undefined });
}

let watching: Watch;
let recorder: Recorder;
const placeOf = ({ stack }: Made) => stack.find(({ url }) => !host.isInternal(url));

function before(asyncId: number): void {
  const resource = made.get(asyncId);
  if (resource === undefined) return;
  resource.begun = recorder.now();
  if (resource.type === 'PROMISE') recorder.addAwait(resource.trace?.flow ?? 0, placeOf(resource), resource.at);
}

function after(asyncId: number): void {
  const resource = made.get(asyncId);
  if (resource?.begun !== undefined) recorder.addSegment(resource.trace?.flow ?? 0, resource.type, placeOf(resource), resource.begun);
}

/** Whether the debugger was requested on the command line of this process. Its forks and workers write no page. */
const isAsked = (): boolean =>
  isMainThread &&
  process.send === undefined &&
  (process.env['ASYNCCONTEXT_DEBUG_PAGE'] !== undefined || /asynccontext\/debug|[\\/]dist[\\/]\w+[\\/]node[\\/]debug\.js/.test(process.execArgv.join(' ')));

/** Writes the page when the process ends, by itself or by a signal for which there is no other listener. */
function writePageAtEnd(): void {
  const file = process.env['ASYNCCONTEXT_DEBUG_PAGE'] || 'asynccontext-debug.html';
  let isWritten = false;
  const write = (): void => {
    if (isWritten) return;
    isWritten = true;
    try {
      writeFileSync(file, recorder.page(host.show(process.argv[1] ?? 'node')));
      console.error(`asynccontext/debug: the time line is in ${file}`);
    } catch (error) {
      console.error(`asynccontext/debug: ${file} could not be written: ${(error as Error).message}`);
    }
  };
  process.on('exit', write);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const end = (): void => {
      if (process.listenerCount(signal) > 1) return;
      write();
      process.removeListener(signal, end);
      process.kill(process.pid, signal);
    };
    process.on(signal, end);
  }
}

type Method = (this: EventEmitter, type: string | symbol, ...rest: unknown[]) => unknown;

/** Patches emitters to record their listeners. */
function watchEmitters({ keep, take }: Watch): void {
  const prototype = EventEmitter.prototype as object as Record<string, Method>;
  for (const name of ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']) {
    const method = prototype[name]!;
    const patched: Method = function (...args) {
      keep(args[1], patched);
      return apply(method, this, args);
    };
    Object.defineProperty(patched, 'name', { value: name });
    prototype[name] = patched;
  }
  const emit = prototype['emit']!;
  const patched: Method = function (...args) {
    const listeners = this.rawListeners(args[0]).map(listener => ({ listener, once: (listener as { listener?: unknown }).listener }));
    if (listeners.length > 0)
      take(
        listeners.map(({ listener, once }) => once ?? listener),
        patched,
        listeners.every(({ once }) => once !== undefined),
      );
    return apply(emit, this, args);
  };
  Object.defineProperty(patched, 'name', { value: 'emit' });
  prototype['emit'] = patched;
}

const { stripTypeScriptTypes } = modules as { stripTypeScriptTypes?(code: string): string };

/** Replaces the types in TypeScript by spaces, as Node does before it runs the file. */
function stripTypes(text: string): string {
  // The function warns that it is experimental.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes!(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The names of scripts, by URL. */
const names = new Map<string, string>();

export const host: Host = {
  hasModulesOnly: true,
  start(watch, by) {
    watching = watch;
    recorder = by;
    if (isAsked()) writePageAtEnd();
    createHook({ init, before, after, destroy: id => void made.delete(id) }).enable();
    watchEmitters(watch);
  },
  read(url) {
    try {
      const path = pathOf(url);
      const text = readFileSync(path, 'utf8');
      return /\.[cm]?ts$/.test(path) && stripTypeScriptTypes ? stripTypes(text) : text;
    } catch {
      return undefined;
    }
  },
  show(url) {
    let name = names.get(url);
    if (name === undefined) {
      const path = pathOf(url);
      const short = isAbsolute(path) ? relative(process.cwd(), path).replaceAll('\\', '/') : '..';
      names.set(url, (name = short.startsWith('..') ? path : short));
    }
    return name;
  },
  isInternal: url => url === '' || url.startsWith('node:'),
  origin: () => made.get(executionAsyncId()),
  live: () => [...made.values()],
};
