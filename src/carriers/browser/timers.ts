// Schedulers with which a page replaces the engine's after the installation, such as fake timers. Whoever advances their clock runs the callbacks
// of all flows.

interface Schedulers {
  readonly setTimeout?: unknown;
  readonly setInterval?: unknown;
  readonly queueMicrotask?: unknown;
  readonly requestAnimationFrame?: unknown;
  readonly requestIdleCallback?: unknown;
}
const realm = globalThis as Schedulers;

// A scheduler that the realm lacked is not looked up, and each is looked up by its literal name, because both are many times as fast.
const hasFrames = 'requestAnimationFrame' in realm;
const hasIdle = 'requestIdleCallback' in realm;

/** The functions that the realm had at the last look. */
let timeout: unknown;
let interval: unknown;
let microtask: unknown;
let frame: unknown;
let idle: unknown;
let patch: (() => void) | undefined;

function look(): void {
  timeout = realm.setTimeout;
  interval = realm.setInterval;
  microtask = realm.queueMicrotask;
  frame = realm.requestAnimationFrame;
  idle = realm.requestIdleCallback;
}

/** Sets the function that patches the schedulers that are not patched yet. */
export function watchTimers(patchAgain: () => void): void {
  patch = patchAgain;
  look();
}

/** Patches schedulers that the page has replaced. If the replacement calls the patched one, a callback is tied twice, to the same context. */
export function tieOtherTimers(): void {
  if (
    realm.setTimeout === timeout &&
    realm.setInterval === interval &&
    realm.queueMicrotask === microtask &&
    (!hasFrames || realm.requestAnimationFrame === frame) &&
    (!hasIdle || realm.requestIdleCallback === idle)
  ) {
    return;
  }
  patch?.();
  look();
}
