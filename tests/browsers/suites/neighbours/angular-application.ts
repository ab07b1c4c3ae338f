// A small Angular application whose change detection depends on zone.js, compiled in the browser.
import 'zone.js';
import '@angular/compiler';
import { CommonModule } from '@angular/common';
import { HttpClient, provideHttpClient } from '@angular/common/http';
import { ApplicationRef, Component, NgZone, provideZoneChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { firstValueFrom } from 'rxjs';

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
export const isInZone = (): boolean => NgZone.isInAngularZone();

let current: () => string;
let contexts: string[] = [];
let inZone: boolean[] = [];
let stable = false;

/** Records the context and the zone at a point of a handler. */
function look(): void {
  contexts.push(current());
  inZone.push(isInZone());
}

/** The handlers of the buttons. A native await leaves the zone, as Angular's users know: code that needs the zone enters it explicitly. */
const work: Record<string, (http: HttpClient, zone: NgZone) => unknown> = {
  synchronous: () => look(),
  timer: async () => new Promise<void>(resolve => setTimeout(() => (look(), resolve()), 2)),
  reactions: () =>
    Promise.resolve()
      .then(look)
      .then(() => sleep(1))
      .then(look)
      .finally(look),
  microtask: () => new Promise<void>(resolve => queueMicrotask(() => (look(), resolve()))),
  observable: (http, _zone) => new Promise<void>(resolve => http.get('/slow?ms=3', { responseType: 'text' }).subscribe(() => (look(), resolve()))),
  awaits: async (_http, zone) => {
    await 1;
    await sleep(1);
    await (async () => void (await null))();
    zone.run(look);
  },
  request: async (http, zone) => {
    zone.run(look);
    await firstValueFrom(http.get('/slow?ms=3', { responseType: 'text' }));
    zone.run(look);
    await (await fetch('/echo', { method: 'POST', body: 'text' })).text();
    zone.run(look);
  },
};
export const handlers = Object.keys(work);

/** The same where zones follow native await: no code has to enter the zone explicitly. */
const followed: typeof work = {
  synchronous: work.synchronous!,
  value: async () => {
    await 1;
    look();
  },
  function: async () => {
    await (async () => void (await null))();
    look();
  },
  timer: async () => {
    await sleep(1);
    look();
  },
  fetch: async () => {
    await (await fetch('/echo', { method: 'POST', body: 'text' })).text();
    look();
  },
  request: async http => {
    await firstValueFrom(http.get('/slow?ms=3', { responseType: 'text' }));
    look();
  },
  several: async http => {
    await sleep(1);
    look();
    await fetch('/echo', { method: 'POST', body: 'text' });
    look();
    await firstValueFrom(http.get('/slow?ms=1', { responseType: 'text' }));
    look();
  },
};
export const followedHandlers = Object.keys(followed);
/** Whether the buttons use `followed`. */
let isFollowed = false;

class Root {
  handlers = isFollowed ? followedHandlers : handlers;
  done = 'none';
  context = 'nobody';
  constructor(
    private readonly http: HttpClient,
    private readonly zone: NgZone,
  ) {}
  async press(name: string): Promise<void> {
    if (isFollowed) {
      await followed[name]!(this.http, this.zone);
      return this.show(name);
    }
    await work[name]!(this.http, this.zone);
    this.zone.run(() => this.show(name));
  }
  /** Does the same as a button, outside of the zone: nothing is shown until something else happens. */
  pressOutside(name: string): Promise<void> {
    return this.zone.runOutsideAngular(() => this.press(name));
  }
  private show(name: string): void {
    this.done = name;
    this.context = current();
  }
}
Component({
  selector: 'app-root',
  imports: [CommonModule],
  template: `<button *ngFor="let name of handlers" [id]="name" (click)="press(name)">{{ name }}</button><output>{{ done }}: {{ context }}</output>`,
})(Root);
Reflect.defineProperty(Root, 'ctorParameters', { value: () => [{ type: HttpClient }, { type: NgZone }] });

/**
 * Starts the application.
 *
 * @param areZonesFollowed - Whether zones follow native await.
 */
export async function start(get: () => string, areZonesFollowed = false) {
  current = get;
  isFollowed = areZonesFollowed;
  const application = await bootstrapApplication(Root, { providers: [provideZoneChangeDetection(), provideHttpClient()] });
  const zone = application.injector.get(NgZone);
  zone.onStable.subscribe(() => (stable = true));
  const reference = application.injector.get(ApplicationRef);
  return {
    zone,
    root: application.components[0]!.instance as Root,
    /** The contexts and zones that were recorded since the last call. */
    take() {
      const taken = { contexts: [...new Set(contexts)], inZone: inZone.every(Boolean), stable };
      [contexts, inZone, stable] = [[], [], false];
      return taken;
    },
    whenStable: () => reference.whenStable(),
    isStable: () => zone.isStable,
    destroy: () => application.destroy(),
  };
}
