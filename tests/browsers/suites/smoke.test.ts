// Checks that the rig itself works in every place.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browser, click, type, where } from '../rig/page/rig.ts';

declare const document: any, location: any, requestAnimationFrame: any, XMLHttpRequest: any, EventSource: any, WebSocket: any;

const global = globalThis as Record<string, any>;
const inPage = typeof document === 'object';
const isTop = inPage && global.top === global;
const once = (target: any, name: string) => new Promise<any>(resolve => target.addEventListener(name, resolve, { once: true }));

const test = suite('smoke');

test('runs where it should', () => {
  const tag = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);
  const expected: Record<string, string> = {
    worker: 'DedicatedWorkerGlobalScope',
    'module-worker': 'DedicatedWorkerGlobalScope',
    'shared-worker': 'SharedWorkerGlobalScope',
    'service-worker': 'ServiceWorkerGlobalScope',
  };
  assert.is(tag(globalThis), expected[where] ?? 'Window');
  assert.is(inPage && !isTop, where === 'iframe');
  assert.ok(['chromium', 'firefox', 'webkit'].includes(browser!));
  assert.ok(global.isSecureContext);
});

test('fetch reaches the routes of its folder', async () => {
  const response = await fetch('/echo', { method: 'POST', body: 'ünicode' });
  assert.is(await response.text(), 'ünicode');
});

test('a path that nobody serves is not found', async () => {
  assert.is((await fetch('/nothing')).status, 404);
});

test('timers are real', async () => {
  const from = performance.now();
  await new Promise(resolve => setTimeout(resolve, 50));
  const passed = performance.now() - from;
  assert.ok(passed >= 45 && passed < 5000, `${passed} ms`);
});

test('a slow answer can be aborted', async () => {
  const controller = new AbortController();
  const answer = fetch('/slow?ms=60000', { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  const name = await answer.then(
    () => 'an answer',
    error => error.name,
  );
  assert.is(name, 'AbortError');
});

test('a WebSocket echoes', async () => {
  const socket = new WebSocket(`ws://${location.host}/socket`);
  await once(socket, 'open');
  socket.send('one');
  assert.is((await once(socket, 'message')).data, 'one');
  socket.close();
  assert.ok((await once(socket, 'close')).wasClean);
});

// A service worker has neither of these.
if (where !== 'service-worker') {
  test('XMLHttpRequest works', async () => {
    const request = new XMLHttpRequest();
    request.open('GET', '/slow?ms=1');
    request.send();
    await once(request, 'load');
    assert.is(request.responseText, 'slow');
  });

  test('an event stream arrives', async () => {
    const source = new EventSource('/events?count=2&ms=1');
    assert.is((await once(source, 'message')).data, '0');
    source.close();
  });
}

test('an expected unhandled rejection is no failure', async () => {
  const seen = once(globalThis, 'unhandledrejection');
  globalThis.addEventListener('unhandledrejection', event => event.preventDefault(), { once: true });
  Promise.reject(new Error('expected'));
  assert.is((await seen).reason.message, 'expected');
});

if (where === 'csp') {
  test('the policy is in force', async () => {
    const violated = once(document, 'securitypolicyviolation');
    document.addEventListener('securitypolicyviolation', (event: any) => event.stopPropagation(), { once: true });
    // biome-ignore lint/security/noGlobalEval: the policy forbids it.
    assert.throws(() => (0, eval)('1'));
    assert.ok((await violated).violatedDirective.length > 0);
  });
}

if (inPage) {
  test('animation frames come', async () => {
    await new Promise(requestAnimationFrame);
  });
}

if (isTop) {
  test('a click and key presses are trusted', async () => {
    const input = document.body.appendChild(document.createElement('input'));
    input.id = 'field';
    const seen: string[] = [];
    for (const name of ['click', 'keydown']) input.addEventListener(name, (event: any) => seen.push(`${name} ${event.key ?? ''} ${event.isTrusted}`));
    await click('#field');
    await type('#field', 'aB\n');
    assert.is(input.value, 'aB');
    assert.equal(
      seen.filter(line => !line.includes('Shift')),
      ['click  true', 'keydown a true', 'keydown B true', 'keydown Enter true'],
    );
    input.remove();
  });

  test('a click on nothing is an error', async () => {
    assert.match(
      await click('#nothing').then(
        () => '',
        error => error.message,
      ),
      /click on #nothing: .*\S/,
    );
  });
} else {
  test('a suite that no user reaches is told so', async () => {
    assert.match(
      await click('body').then(
        () => '',
        error => error.message,
      ),
      /no user reaches/,
    );
  });
}

test.run();
