// An Angular application with zone.js, loaded after this library or before it: change detection and contexts both work.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { until } from '../../../until.js';
import { click } from '../../rig/page/rig.ts';

/** When Angular and zone.js are loaded: before this library, or after the first Variable. */
declare const ORDER: 'before' | 'after';
declare const document: any;

const load = () => import('./angular-application.js');
let angular!: Awaited<ReturnType<typeof load>>;
if (ORDER === 'before') angular = await load();
const { Variable } = await import('../../../../src/index.js');
const variable = new Variable<string>({ name: 'user', defaultValue: 'nobody' });
if (ORDER === 'after') angular = await load();

const test = suite(`angular ${ORDER}`);
const text = () => document.querySelector('output').textContent;
let application: Awaited<ReturnType<typeof angular.start>>;

/** Waits until the page shows a text. */
const shown = (expected: string) =>
  until(
    () => text() === expected,
    () => `“${expected}”, got “${text()}”`,
  );

test.before(async () => {
  document.body.append(document.createElement('app-root'));
  application = await angular.start(() => variable.get());
});

test('the application is there, in its zone', async () => {
  await shown('none: nobody');
  assert.is(Promise.name.replace(/\d/, ''), 'ZoneAwarePromise');
});

for (const name of angular.handlers) {
  test(`${name}, after a click of the user's: in no context, in the zone, and shown`, async () => {
    await click(`#${name}`);
    await shown(`${name}: nobody`);
    assert.equal(application.take(), { contexts: ['nobody'], inZone: true, stable: true });
  });

  test(`${name}, after a click by code in a context: in that one, in the zone, and shown`, async () => {
    variable.run('somebody', () => document.querySelector(`#${name}`).click());
    await shown(`${name}: somebody`);
    assert.equal(application.take(), { contexts: ['somebody'], inZone: true, stable: true });
  });
}

test('two flows at once within NgZone.run: each its own context, and one zone', async () => {
  const seen = await Promise.all(
    ['a', 'b'].map(name =>
      variable.run(name, () =>
        application.zone.run(async () => {
          await 1;
          await new Promise(resolve => setTimeout(resolve, 2));
          return variable.get();
        }),
      ),
    ),
  );
  assert.equal(seen, ['a', 'b']);
});

test('NgZone.runOutsideAngular and whenStable', async () => {
  assert.is(
    application.zone.runOutsideAngular(() => angular.isInZone()),
    false,
  );
  variable.run('somebody', () => application.zone.run(() => setTimeout(() => {}, 5)));
  await application.whenStable();
  assert.is(application.isStable(), true);
});

test('destroys', () => application.destroy());

test.run();
