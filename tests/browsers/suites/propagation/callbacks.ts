// Callbacks that run in the context of the call that passes them.
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';
import { browser } from '../../rig/page/rig.ts';
import { amidOthers, current, limited, table, within, type Row } from './context.ts';
import { wave } from './wave.ts';

declare const document: any, navigator: any, requestAnimationFrame: any, requestIdleCallback: any, scheduler: any, navigation: any, location: any;
declare const DataTransfer: any, OfflineAudioContext: any, Notification: any, NodeFilter: any;

type Callback = (...args: any[]) => any;
const quietly = (promise: any) => void promise?.catch?.(() => {});
const call = 'HTMLCanvasElement.prototype.toBlob';

/** Rows that pass a callback, which is called at some time. */
const rows: (Row & { hand(callback: Callback): unknown /** Browsers in which nobody answers: no user, or no device. */; readonly mute?: readonly string[] })[] =
  [
    { name: 'setTimeout', hand: callback => setTimeout(callback, 5) },
    { name: 'setTimeout, at once', hand: callback => setTimeout(callback) },
    {
      name: 'setInterval',
      hand(callback) {
        let count = 0;
        const timer = setInterval(() => {
          if (++count < 3) return;
          clearInterval(timer);
          callback();
        }, 2);
      },
    },
    { name: 'setImmediate', needs: ['setImmediate'], hand: callback => setImmediate(callback) },
    { name: 'queueMicrotask', unpatched: 'the segment that enqueues it covers it', hand: callback => queueMicrotask(callback) },
    {
      name: 'queueMicrotask, after an await of a value',
      async hand(callback) {
        await undefined;
        queueMicrotask(callback);
      },
    },
    { name: 'requestAnimationFrame', needs: ['requestAnimationFrame'], hand: callback => requestAnimationFrame(callback) },
    { name: 'requestIdleCallback', needs: ['requestIdleCallback'], hand: callback => requestIdleCallback(callback, { timeout: 50 }) },
    { name: 'scheduler.postTask', needs: ['scheduler.postTask'], hand: callback => scheduler.postTask(callback) },
    { name: 'scheduler.postTask, delayed', needs: ['scheduler.postTask'], hand: callback => scheduler.postTask(callback, { delay: 5 }) },
    { name: 'canvas.toBlob', needs: [call], hand: callback => document.createElement('canvas').toBlob(callback) },
    { name: 'canvas.toBlob, with a type', needs: [call], hand: callback => document.createElement('canvas').toBlob(callback, 'image/png', 1) },
    { name: 'locks.request', needs: ['LockManager'], hand: callback => void navigator.locks.request('a lock', callback) },
    {
      name: 'locks.request, after another',
      needs: ['LockManager'],
      hand: callback => {
        void navigator.locks.request('shared lock', () => new Promise(resolve => setTimeout(resolve, 10)));
        void navigator.locks.request('shared lock', { mode: 'shared' }, callback);
      },
    },
    {
      name: 'document.startViewTransition',
      needs: ['Document.prototype.startViewTransition'],
      hand: callback => quiet(document.startViewTransition(callback)),
    },
    {
      name: 'document.startViewTransition({ update })',
      needs: ['Document.prototype.startViewTransition', 'ViewTransition.prototype.types'],
      hand: callback => quiet(document.startViewTransition({ update: callback, types: ['kind'] })),
    },
    {
      name: 'DataTransferItem.getAsString',
      needs: ['DataTransferItem'],
      hand(callback) {
        const { items } = new DataTransfer();
        items.add('text', 'text/plain');
        items[0].getAsString(callback);
      },
    },
    {
      name: 'decodeAudioData, the callback of success',
      needs: ['OfflineAudioContext'],
      hand: callback => quietly(new OfflineAudioContext(1, 1, 44100).decodeAudioData(wave(), callback)),
    },
    {
      name: 'decodeAudioData, the callback of failure',
      needs: ['OfflineAudioContext'],
      hand: callback => quietly(new OfflineAudioContext(1, 1, 44100).decodeAudioData(new ArrayBuffer(8), () => {}, callback)),
    },
    {
      name: 'requestVideoFrameCallback',
      needs: ['HTMLVideoElement.prototype.requestVideoFrameCallback', 'HTMLCanvasElement.prototype.captureStream'],
      hand(callback) {
        const canvas = document.createElement('canvas');
        const drawing = setInterval(() => canvas.getContext('2d').fillRect(Math.random() * 100, 0, 20, 20), 20);
        const video = document.body.appendChild(document.createElement('video'));
        video.muted = true;
        video.srcObject = canvas.captureStream(10);
        video.requestVideoFrameCallback((...args: unknown[]) => {
          clearInterval(drawing);
          video.remove();
          callback(...args);
        });
        quietly(video.play());
      },
    },
    {
      name: 'getCurrentPosition, the callback of failure',
      needs: ['Geolocation'],
      mute: ['firefox', 'webkit'],
      hand: callback => navigator.geolocation.getCurrentPosition(callback, callback, { timeout: 50 }),
    },
    {
      name: 'watchPosition, the callback of failure',
      needs: ['Geolocation'],
      mute: ['firefox', 'webkit'],
      hand: callback => navigator.geolocation.watchPosition(callback, callback, { timeout: 50 }),
    },
    {
      name: 'Notification.requestPermission',
      needs: ['Notification.requestPermission'],
      hand: callback => quietly(Notification.requestPermission(callback)),
    },
    {
      name: 'FileSystemFileEntry.file',
      needs: ['FileSystemFileEntry', 'DataTransferItem'],
      hand(callback) {
        const { items } = new DataTransfer();
        items.add(new File(['text'], 'name.txt'));
        items[0].webkitGetAsEntry().file(callback, callback);
      },
    },
    {
      name: 'NavigateEvent.intercept({ handler })',
      needs: ['NavigateEvent'],
      async hand(callback) {
        const listener = AsyncContext.Snapshot.wrap((event: any) => event.intercept({ handler: async () => callback() }));
        navigation.addEventListener('navigate', listener, { once: true });
        // The navigating flow does not matter.
        const { committed, finished } = within('another', () => navigation.navigate('#intercepted'));
        quietly(committed);
        quietly(finished);
      },
    },
  ];

/** Ignores the promises of a view transition, which reject if another transition, or a hidden page, skips it. */
function quiet(transition: any): void {
  for (const key of ['ready', 'finished', 'updateCallbackDone']) quietly(transition[key]);
}

const { add, run } = table('callbacks');

for (const row of rows) {
  for (const context of ['call', undefined]) {
    const title = context ? 'in the context of the call' : 'in no context';
    if (row.mute?.includes(browser!)) {
      add({ ...row, name: `${row.name}: nobody answers here, ${context ? 'called in a context' : 'called in none'}` }, () =>
        within(context, () => void row.hand(() => {})),
      );
      continue;
    }
    add({ ...row, name: `${row.name}: ${title}` }, async () => {
      const seen = await amidOthers(() => {
        const called = new Promise<string[]>((resolve, reject) => {
          const callback = () => {
            const before = current();
            // Code that the callback starts continues in the same context.
            void Promise.resolve().then(() => resolve([before, current()]));
          };
          try {
            within(context, () => row.hand(callback));
          } catch (error) {
            reject(error);
          }
        });
        return limited(called, 'the callback');
      });
      const expected = context ?? 'empty';
      assert.equal(seen, [expected, expected]);
      assert.is(current(), 'empty');
    });
  }
}

add({ name: 'this and arguments of a callback are as without a patch' }, async () => {
  const [self, args] = await new Promise<[unknown, unknown[]]>(resolve =>
    within('call', () =>
      setTimeout(
        function (this: unknown, ...args: unknown[]) {
          resolve([this, args]);
        },
        0,
        1,
        2,
      ),
    ),
  );
  assert.is(self, globalThis);
  assert.equal(args, [1, 2]);
});

run();
