// A Firefox extension that calls the page's APIs with functions that the page may not touch: they reach the engine unchanged.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../../../src/index.js';
import { browser } from '../../rig/page/rig.ts';

declare const document: any;

const global = globalThis as Record<string, any>;
const test = suite('an extension');
const variable = new Variable({ defaultValue: 'empty' });

test('its functions cause no errors in the page, and those that the page may call are called', async () => {
  if (browser !== 'firefox') return assert.is(document.documentElement.dataset.failures, undefined);
  const errors: string[] = [];
  global.addEventListener('error', (event: any) => {
    event.preventDefault();
    errors.push(event.message);
  });
  const told = new Promise(resolve => (global.told = () => resolve(variable.get())));
  variable.run('call', () => global.dispatchEvent(new Event('to-extension')));
  const img = document.body.appendChild(document.createElement('img'));
  const loaded = new Promise(resolve => (img.onload = resolve));
  img.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  assert.is(await told, 'call');
  await loaded;
  await new Promise(resolve => setTimeout(resolve, 100));
  assert.equal([document.documentElement.dataset.failures, errors], ['', []]);
});

test.run();
