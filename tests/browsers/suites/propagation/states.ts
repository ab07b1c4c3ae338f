// Tasks that change the state of an element: media, dialogs, popovers, details, full screen.
import * as assert from 'uvu/assert';
import { browser, click, where } from '../../rig/page/rig.ts';
import { amidOthers, current, element, event, notes, sleep, table, within, type Row } from './context.ts';
import { wave } from './wave.ts';
import { until } from '../../../until.js';

declare const document: any;

const { add, run } = table('states');

const dialog = () => element('dialog', '<button>close</button>');
const popover = () => Object.assign(element('p'), { popover: 'manual' });
const details = () => element('details', '<summary>more</summary>text');

/** Makes an element with a second of silence, loaded. */
async function silence(): Promise<any> {
  const made = document.body.appendChild(document.createElement('video'));
  made.muted = true;
  await sleep(20);
  const loaded = event(made, 'canplaythrough');
  made.src = URL.createObjectURL(new Blob([wave()], { type: 'audio/wav' }));
  await loaded;
  await sleep(20);
  return made;
}

/** Makes a media element without a source; its state changes all the same. */
async function bare(): Promise<any> {
  const made = document.body.appendChild(document.createElement('video'));
  // Only muted media may play without a user's action.
  const changed = event(made, 'volumechange');
  made.muted = true;
  await changed;
  return made;
}

interface Case extends Row {
  /** Browsers that lack the means to decode or to play media here. */
  readonly mute?: readonly string[];
  make(): any;
  start(target: any): unknown;
  readonly types: readonly string[];
  /** The last of the events. */
  readonly last: string;
}

const quietly = (promise: any) => void promise?.catch?.(() => {});
const opened = (made: any) => (made.show(), made);
const page = ['document'];

const cases: Case[] = [
  { name: 'dialog.show', make: dialog, start: target => target.show(), types: ['toggle'], last: 'toggle' },
  { name: 'dialog.showModal', make: dialog, start: target => target.showModal(), types: ['toggle'], last: 'toggle' },
  { name: 'dialog.close', make: () => opened(dialog()), start: target => target.close(), types: ['close'], last: 'close' },
  {
    name: 'dialog.requestClose',
    needs: ['HTMLDialogElement.prototype.requestClose'],
    make: () => opened(dialog()),
    start: target => target.requestClose(),
    types: ['close'],
    last: 'close',
  },
  {
    name: 'showPopover',
    needs: ['HTMLElement.prototype.showPopover'],
    make: popover,
    start: target => target.showPopover(),
    types: ['toggle'],
    last: 'toggle',
  },
  {
    name: 'togglePopover',
    needs: ['HTMLElement.prototype.showPopover'],
    make: popover,
    start: target => target.togglePopover(),
    types: ['toggle'],
    last: 'toggle',
  },
  {
    name: 'hidePopover',
    needs: ['HTMLElement.prototype.showPopover'],
    async make() {
      const made = popover();
      const shown = event(made, 'toggle');
      made.showPopover();
      await shown;
      return made;
    },
    start: target => target.hidePopover(),
    types: ['toggle'],
    last: 'toggle',
  },
  { name: 'details.open', make: details, start: target => void (target.open = true), types: ['toggle'], last: 'toggle' },
  { name: "details.setAttribute('open')", make: details, start: target => target.setAttribute('open', ''), types: ['toggle'], last: 'toggle' },
  { name: "details.toggleAttribute('open')", make: details, start: target => target.toggleAttribute('open'), types: ['toggle'], last: 'toggle' },
  {
    name: "details.removeAttribute('open')",
    async make() {
      const made = details();
      const toggled = event(made, 'toggle');
      made.open = true;
      await toggled;
      return made;
    },
    start: target => target.removeAttribute('open'),
    types: ['toggle'],
    last: 'toggle',
  },
  {
    name: 'video.src',
    mute: ['webkit'],
    make: () => document.createElement('audio'),
    start: target => void (target.src = URL.createObjectURL(new Blob([wave()]))),
    types: ['loadstart', 'durationchange', 'loadedmetadata', 'loadeddata', 'canplay', 'progress', 'suspend'],
    last: 'canplaythrough',
  },
  {
    name: 'video.play, to the end',
    mute: ['webkit'],
    make: silence,
    start: target => quietly(target.play()),
    types: ['play', 'playing', 'timeupdate'],
    last: 'ended',
  },
  { name: 'video.play', make: bare, start: target => quietly(target.play()), types: [], last: 'play' },
  {
    name: 'video.pause',
    async make() {
      const made = await bare();
      const playing = event(made, 'play');
      quietly(made.play());
      await playing;
      return made;
    },
    start: target => target.pause(),
    types: [],
    last: 'pause',
  },
  {
    name: 'video.currentTime',
    mute: ['webkit'],
    make: silence,
    start: target => void (target.currentTime = 0.5),
    types: ['seeking', 'timeupdate'],
    last: 'seeked',
  },
  { name: 'video.volume', make: bare, start: target => void (target.volume = 0.5), types: [], last: 'volumechange' },
  { name: 'video.muted', make: bare, start: target => void (target.muted = false), types: [], last: 'volumechange' },
  { name: 'video.playbackRate', make: bare, start: target => void (target.playbackRate = 2), types: [], last: 'ratechange' },
  { name: 'video.defaultPlaybackRate', make: bare, start: target => void (target.defaultPlaybackRate = 2), types: [], last: 'ratechange' },
];

for (const row of cases) {
  for (const context of ['start', undefined]) {
    if (row.mute?.includes(browser!)) {
      add({ needs: page, name: `${row.name} (nothing to play it with here)` }, async () => {
        const made = await bare();
        within(context, () => void row.start(made));
      });
      continue;
    }
    add(
      { ...row, needs: [...page, ...(row.needs ?? [])], name: `${row.name}: ${context ? 'in the context of the start' : 'started in no context'}` },
      async () => {
        const { note, all } = notes();
        await amidOthers(async () => {
          const target = await within('construction', row.make);
          within('registration', () => {
            for (const type of [...row.types, row.last]) {
              target.addEventListener(type, () => note(`${type} listener`));
              target[`on${type}`] = () => note(`on${type}`);
            }
          });
          const ended = event(target, row.last);
          within(context, () => row.start(target));
          await ended;
          await sleep(1);
          target.remove();
        });
        const expected = context ?? 'empty';
        const seen = await all();
        const names = new Set([...Object.keys(seen), `${row.last} listener`, `on${row.last}`]);
        assert.equal(seen, Object.fromEntries([...names].map(name => [name, expected])));
      },
    );
  }
}

for (const context of ['start', undefined]) {
  add(
    { needs: ['Element.prototype.requestFullscreen'], name: `requestFullscreen: ${context ? 'in the context of the start' : 'started in no context'}` },
    async () => {
      const made = element('p', 'text');
      const seen: string[] = [];
      // Whether the request is allowed depends on the user's last action.
      const happened = new Promise(resolve =>
        ['fullscreenchange', 'fullscreenerror'].forEach(type => {
          made.addEventListener(type, () => seen.push(current()));
          document.addEventListener(type, () => seen.push(current()));
          document.addEventListener(type, resolve, { once: true });
        }),
      );
      within(context, () => quietly(made.requestFullscreen()));
      await happened;
      const expected = context ?? 'empty';
      assert.equal(seen, [expected, expected]);
      if (document.fullscreenElement === made) {
        const left = event(document, 'fullscreenchange');
        quietly(within('leaving', () => document.exitFullscreen()));
        await left;
        assert.equal(seen.slice(2), ['empty', 'empty']);
      }
      made.remove();
    },
  );
}

add({ needs: page, name: 'calls that change nothing start nothing' }, async () => {
  const made = await bare();
  within('in vain', () => {
    const { volume, playbackRate } = made;
    Object.assign(made, { volume, playbackRate });
    made.pause();
  });
  const seen: string[] = [];
  for (const type of ['volumechange', 'ratechange', 'play', 'pause']) made.addEventListener(type, () => seen.push(`${type} ${current()}`));
  made.volume = 0.5;
  made.playbackRate = 2;
  await event(made, 'ratechange');
  await sleep(20);
  assert.equal(seen.sort(), ['ratechange empty', 'volumechange empty']);
  made.remove();
});

add({ needs: page, name: 'each change of the volume has an event, and its own context' }, async () => {
  const made = await bare();
  const seen: string[] = [];
  made.onvolumechange = () => seen.push(current());
  within('first', () => (made.volume = 0.5));
  within('second', () => (made.volume = 0.6));
  made.volume = 0.7;
  within('third', () => (made.muted = false));
  await until(
    () => seen.length >= 4,
    () => `four events, got ${seen.join()}`,
  );
  assert.equal(seen, ['first', 'second', 'empty', 'third']);
  made.remove();
});

add({ needs: page, name: 'details that are toggled twice at once: the last' }, async () => {
  const made = details();
  const seen: string[] = [];
  made.ontoggle = () => seen.push(current());
  const told = (context: string) =>
    until(
      () => seen.at(-1) === context,
      () => `an event in the context ${context}, got ${seen.join()}`,
    );
  within('first', () => (made.open = true));
  within('second', () => (made.open = false));
  await told('second');
  within('third', () => (made.open = true));
  await told('third');
  // An engine that fires events for both changes fires each in its own context.
  assert.ok(['second,third', 'first,second,third'].includes(seen.join()), seen.join());
  made.remove();
});

// Only a page has a user.
if (where === 'page') {
  add({ name: 'a user’s action after a script did the same is in no context' }, async () => {
    const made = details();
    made.firstChild.id = 'a-summary';
    const seen: string[] = [];
    made.ontoggle = () => seen.push(current());
    for (const open of [true, false]) {
      const toggled = event(made, 'toggle');
      within('script', () => (made.open = open));
      // Has no effect, since it is already so.
      within('script', () => (made.open = open));
      await toggled;
    }
    const toggled = event(made, 'toggle');
    await within('user', () => click('#a-summary'));
    await toggled;
    assert.equal(seen, ['script', 'script', 'empty']);
    made.remove();
  });
}

run();
