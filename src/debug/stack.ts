// Stacks as data, in the three kinds of engines: the place of each function at its call of the next.

/** A function on the stack. */
export interface Frame {
  readonly name: string;
  /** The script; empty for functions of the engine. */
  readonly url: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Whether the function does not run, but awaits the function above it. */
  readonly isAwaiting: boolean;
}

/** A call site of V8. https://v8.dev/docs/stack-trace-api */
interface Site {
  getFileName(): string | null | undefined;
  getScriptNameOrSourceURL?(): string | null | undefined;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  getFunctionName(): string | null;
  getMethodName?(): string | null;
  isAsync?(): boolean;
  isNative?(): boolean;
}

const ErrorOfV8 = Error as {
  captureStackTrace?(target: object, above?: Function): void;
  prepareStackTrace?: unknown;
  stackTraceLimit?: number;
};

/** Whether a function's text is that of its script. Bun prints the text anew. */
export const hasTexts = !('Bun' in globalThis);

/** Whether V8's API for call sites works. Bun has it, but omits one frame too many. */
const hasSites = ErrorOfV8.captureStackTrace !== undefined && hasTexts;

/** How many frames are captured. */
const LIMIT = 100;

const frameOf = (site: Site): Frame => ({
  name: site.getFunctionName() ?? site.getMethodName?.() ?? '',
  url: site.isNative?.() ? '' : (site.getFileName() ?? site.getScriptNameOrSourceURL?.() ?? ''),
  line: site.getLineNumber() ?? 0,
  column: site.getColumnNumber() ?? 0,
  isAwaiting: site.isAsync?.() ?? false,
});

function fromV8(above: Function, limit: number): Frame[] {
  const { prepareStackTrace: before, stackTraceLimit } = ErrorOfV8;
  const target: { stack?: unknown } = {};
  try {
    ErrorOfV8.stackTraceLimit = limit;
    ErrorOfV8.prepareStackTrace = (_: unknown, sites: Site[]) => sites.map(frameOf);
    ErrorOfV8.captureStackTrace!(target, above);
    const { stack } = target;
    return Array.isArray(stack) ? (stack as Frame[]) : parse(`${stack as string}`);
  } catch {
    // Errors were locked down.
    return [];
  } finally {
    try {
      ErrorOfV8.prepareStackTrace = before;
      ErrorOfV8.stackTraceLimit = stackTraceLimit!;
    } catch {
      // As above.
    }
  }
}

/** Reads the text of a stack: V8's lines begin with `at`, those of the others are `name@url:line:column`. */
export function parse(text: string): Frame[] {
  const frames: Frame[] = [];
  for (const line of text.split('\n')) {
    const [, v8, name = '', inner, outer] = /^\s*(at )(?:(.*?) \((.*)\)|(.*))$/.exec(line) ?? [];
    const [, other = '', there] = v8 ? [] : (/^(.*?)@(.*)$/.exec(line) ?? []);
    const place = /^(.*?):(\d+)(?::(\d+))?$/.exec(inner ?? outer ?? there ?? '');
    if (!v8 && there === undefined) continue;
    const called = v8 ? name : other;
    const isAwaiting = /^async[ *]/.test(called) || /^async /.test(outer ?? '');
    frames.push({
      name: called.replace(/^async[ *]|^.*[./]|<anonymous>|<+$/g, ''),
      url: (place?.[1] ?? '').replace(/^async /, ''),
      line: Number(place?.[2] ?? 0),
      column: Number(place?.[3] ?? 1),
      isAwaiting,
    });
  }
  return frames;
}

const raw = (above: Function, limit: number): Frame[] => (hasSites ? fromV8(above, limit) : parse(new Error().stack ?? ''));

// Frames of the package itself are left out: those of its folder, or else those of this script, unless the app is bundled into the same script.
const own = [...raw(raw, LIMIT), ...parse(new Error().stack ?? '')].find(({ url }) => url !== '')?.url ?? '';
const folder = /^.*\/dist\/(?=(?:esm|cjs)\/)/.exec(own)?.[0];
const withoutScheme = folder?.replace(/^file:\/\//, '');
/** Whether another script was seen to call this one. */
let isApart = false;

const isOwn = (url: string): boolean => (folder === undefined ? isApart && url === own : url.startsWith(folder) || url.startsWith(withoutScheme!));

/**
 * Captures the stack, beginning with the caller of a function.
 *
 * @param above - The function, which is on the stack.
 * @param limit - How many frames to capture.
 */
export function capture(above: Function, limit = LIMIT): Frame[] {
  const frames = raw(above, limit);
  // In V8 the first frame is the caller; in other engines the caller is behind the frames of this script.
  const callers = hasSites ? frames.slice(0, 1) : frames;
  if (callers.some(({ url }) => url !== '' && url !== own)) isApart = true;
  return frames.filter(({ url }) => !isOwn(url));
}
