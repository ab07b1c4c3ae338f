// Tasks that are aborted, restarted or overtaken by script, and events of their objects that belong to no task.
import * as assert from 'uvu/assert';
import { until } from '../../../until.js';
import { blob, current, element, event, notes, request, sleep, table, within } from './context.ts';

declare const Animation: any, document: any, location: any, XMLHttpRequest: any, FileReader: any, WebSocket: any, EventSource: any;

const { add, run } = table('tasks that end or start again');
const ajax = { needs: ['XMLHttpRequest'] };

add({ ...ajax, name: 'abort() of an XMLHttpRequest shows the context of who aborts' }, async () => {
  const { note, all } = notes();
  const xhr = request('POST', '/slow?ms=5000')();
  for (const type of ['readystatechange', 'abort', 'loadend']) {
    xhr.addEventListener(type, () => note(type));
    if (type !== 'readystatechange') xhr.upload.addEventListener(type, () => note(`upload ${type}`));
  }
  within('task', () => xhr.send('x'.repeat(1000)));
  within('aborter', () => xhr.abort());
  assert.equal(await all(), Object.fromEntries(['readystatechange', 'upload abort', 'upload loadend', 'abort', 'loadend'].map(type => [type, 'aborter'])));
});

add({ ...ajax, name: 'open() of an XMLHttpRequest that was sent shows the context of who opens' }, async () => {
  const { note, all } = notes();
  const xhr = request('GET', '/slow?ms=1')();
  const ended = event(xhr, 'loadend');
  within('task', () => xhr.send());
  await ended;
  xhr.onreadystatechange = () => note('readystatechange');
  within('opener', () => xhr.open('GET', '/slow?ms=1'));
  assert.equal(await all(), { readystatechange: 'opener' });
});

add({ ...ajax, name: 'an XMLHttpRequest that is sent again has the context of that' }, async () => {
  const xhr = new XMLHttpRequest();
  const seen: string[] = [];
  within('registration', () => xhr.addEventListener('load', () => seen.push(current())));
  for (const context of ['first', 'second', undefined, 'third']) {
    const ended = event(xhr, 'loadend');
    xhr.open('GET', '/slow?ms=1');
    within(context, () => xhr.send());
    await ended;
  }
  assert.equal(seen, ['first', 'second', 'empty', 'third']);
});

add({ ...ajax, name: 'an event that script dispatches on an XMLHttpRequest shows the context of the dispatch' }, async () => {
  const xhr = request('GET', '/slow?ms=1')();
  const seen: string[] = [];
  const ended = event(xhr, 'loadend');
  within('task', () => xhr.send());
  await ended;
  within('registration', () => {
    xhr.addEventListener('load', () => seen.push(current()));
    xhr.onload = () => seen.push(current());
  });
  within('dispatcher', () => xhr.dispatchEvent(new Event('load')));
  xhr.dispatchEvent(new Event('load'));
  assert.equal(seen, ['dispatcher', 'dispatcher', 'empty', 'empty']);
});

add({ ...ajax, name: 'an XMLHttpRequest that a listener for load sends again: each answer in the context of its own call' }, async () => {
  const xhr = new XMLHttpRequest();
  const seen: string[] = [];
  for (const type of ['loadstart', 'load', 'loadend']) xhr.addEventListener(type, () => seen.push(`${type} ${current()}`));
  xhr.addEventListener('load', () => {
    if (seen.length > 2) return;
    xhr.open('GET', '/slow?ms=1');
    within('second', () => xhr.send());
  });
  xhr.open('GET', '/slow?ms=1');
  within('first', () => xhr.send());
  await event(xhr, 'loadend');
  await until(() => seen.filter(text => text.startsWith('load ')).length === 2 && xhr.readyState === 4, 'two answers');
  await sleep(5);
  assert.equal(
    seen.filter(text => text.startsWith('load ')),
    ['load first', 'load second'],
  );
  assert.is(seen.at(-1), 'loadend second');
});

add({ ...ajax, name: 'an upload that fails: its events, and those of the XMLHttpRequest after them, in the context of the call' }, async () => {
  const { note, all } = notes();
  const xhr = request('POST', 'http://127.0.0.1:1/')();
  for (const type of ['error', 'loadend']) {
    xhr.upload.addEventListener(type, () => note(`upload ${type}`));
    xhr.addEventListener(type, () => note(type));
  }
  const ended = event(xhr, 'loadend');
  within('task', () => xhr.send('text'));
  await ended;
  assert.equal(await all(), { 'upload error': 'task', 'upload loadend': 'task', error: 'task', loadend: 'task' });
});

add({ needs: ['FileReader'], name: 'a FileReader that a listener for load starts again: each in the context of its own call' }, async () => {
  const reader = new FileReader();
  const seen: string[] = [];
  for (const type of ['load', 'loadend']) reader.addEventListener(type, () => seen.push(`${type} ${current()}`));
  reader.addEventListener('load', () => {
    if (seen.length === 1) within('second', () => reader.readAsText(blob()));
  });
  within('first', () => reader.readAsText(blob()));
  // Firefox fires `loadend` for the first one, too.
  const loads = () => seen.filter(text => text.startsWith('load '));
  await until(() => loads().length === 2 && seen.at(-1)!.startsWith('loadend'), 'the end of the second');
  assert.equal([...loads(), seen.at(-1)], ['load first', 'load second', 'loadend second']);
});

add({ needs: ['FileReader'], name: 'abort() of a FileReader shows the context of who aborts' }, async () => {
  const { note, all } = notes();
  const reader = new FileReader();
  for (const type of ['abort', 'loadend']) reader.addEventListener(type, () => note(type));
  within('task', () => reader.readAsText(blob()));
  within('aborter', () => reader.abort());
  await sleep(20);
  assert.equal(await all(), { abort: 'aborter', loadend: 'aborter' });
});

add({ needs: ['WebSocket'], name: "a WebSocket: open and close are tasks, a message is nobody's" }, async () => {
  const { note, all } = notes();
  const socket = within('construction', () => new WebSocket(`ws://${location.host}/socket`));
  within('registration', () => {
    for (const type of ['open', 'message', 'close']) {
      socket.addEventListener(type, () => note(type));
      socket[`on${type}`] = () => note(type);
    }
  });
  await event(socket, 'open');
  const answered = event(socket, 'message');
  within('sender', () => socket.send('a message'));
  await answered;
  const closed = event(socket, 'close');
  within('closing', () => socket.close());
  await closed;
  assert.equal(await all(), { open: 'construction', message: 'empty', close: 'closing' });
});

add({ needs: ['EventSource'], name: "a message of an EventSource is nobody's" }, async () => {
  const { note, all } = notes();
  const source = within('construction', () => new EventSource('/events?count=2&ms=1'));
  within('registration', () => {
    source.addEventListener('message', () => note('message'));
    source.onmessage = () => note('message');
  });
  await event(source, 'message');
  source.close();
  assert.equal(await all(), { message: 'empty' });
});

add({ needs: ['WebSocket'], name: 'a class that extends WebSocket starts the task too' }, async () => {
  class Socket extends WebSocket {}
  const { note, all } = notes();
  const socket = within('construction', () => new (Socket as any)(`ws://${location.host}/socket`));
  assert.ok(socket instanceof Socket && socket instanceof WebSocket);
  socket.addEventListener('open', () => note('open'));
  await event(socket, 'open');
  socket.close();
  assert.equal(await all(), { open: 'construction' });
});

add({ needs: ['HTMLDialogElement.prototype.requestClose'], name: 'an animation starts nothing on its element' }, async () => {
  const { note, all } = notes();
  const dialog = element('dialog');
  dialog.show();
  within('animation', () => dialog.animate([{ opacity: 1 }, { opacity: 0.9 }], 10));
  dialog.addEventListener('cancel', () => note('cancel'));
  within('closing', () => dialog.requestClose());
  assert.equal(await all(), { cancel: 'closing' });
  dialog.remove();
});

const animation = { needs: ['Element.prototype.animate'] };

add({ ...animation, name: 'an animation that is played again has the context of that' }, async () => {
  const seen: string[] = [];
  const played = within('start', () => document.body.animate([{ opacity: 1 }, { opacity: 0.9 }], 10));
  played.addEventListener('finish', () => seen.push(current()));
  await event(played, 'finish');
  const finished = event(played, 'finish');
  within('again', () => played.play());
  await finished;
  assert.equal(seen, ['start', 'again']);
});

add({ needs: ['Animation'], name: 'an animation without an effect: in the context of its start' }, async () => {
  const played = new Animation(null, document.timeline);
  const { note, all } = notes();
  played.onfinish = () => note('finish');
  const finished = event(played, 'finish');
  within('start', () => played.play());
  await finished;
  assert.equal(await all(), { finish: 'start' });
});

add({ ...animation, name: 'an animation that is removed, since another one replaces it: in the context of its start' }, async () => {
  const { note, all } = notes();
  const animate = (opacity: number) => document.body.animate([{ opacity }], { duration: 10, fill: 'forwards' });
  const first = within('start', () => animate(0.9));
  first.onfinish = () => note('finish');
  first.onremove = () => note('remove');
  const removed = event(first, 'remove');
  await event(first, 'finish');
  const second = within('other', () => animate(0.8));
  await removed;
  second.cancel();
  assert.equal(await all(), { finish: 'start', remove: 'start' });
});

run();
