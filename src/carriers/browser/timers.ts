// Schedulers that a page puts in place of the engine's after the installation, as fake timers do: whoever lets their time pass runs everybody's callbacks.

interface Schedulers {
  readonly setTimeout?: unknown;
  readonly setInterval?: unknown;
  readonly queueMicrotask?: unknown;
  readonly requestAnimationFrame?: unknown;
  readonly requestIdleCallback?: unknown;
}
const realm = globalThis as Schedulers;

// A timer that was not there is not looked for, and each is looked for by its own name: both are many times as fast.
const hasFrames = 'requestAnimationFrame' in realm;
const hasIdle = 'requestIdleCallback' in realm;

/** The function that was there at the last look. */
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

/** Says what patches schedulers, those that are patched excepted. */
export function watchTimers(patchAgain: () => void): void {
  patch = patchAgain;
  look();
}

/** Patches what has been put in place of a scheduler since it was patched. What calls the patched one is tied twice, to the same context. */
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
