// An Angular application without lowered code: its view follows changes after a native await.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import './follow.js';
import { Variable } from '../../../../src/index.js';
import { until } from '../../../until.js';
import { click } from '../../rig/page/rig.ts';
import { followedHandlers, isInZone, start } from '../neighbours/angular-application.js';

declare const document: any;

const test = suite('angular, not lowered');
const variable = new Variable<string>({ name: 'user', defaultValue: 'nobody' });
const text = () => document.querySelector('output').textContent;
const shown = (expected: string) =>
  until(
    () => text() === expected,
    () => `“${expected}”, got “${text()}”`,
  );
let application: Awaited<ReturnType<typeof start>>;

test.before(async () => {
  document.body.append(document.createElement('app-root'));
  application = await start(() => variable.get(), true);
});

for (const name of followedHandlers) {
  test(`${name}, after a click of the user's: in the zone, and shown`, async () => {
    await click(`#${name}`);
    await shown(`${name}: nobody`);
    assert.equal(application.take(), { contexts: ['nobody'], inZone: true, stable: true });
  });

  test(`${name}, after a click by code in a context: in that one, in the zone, and shown`, async () => {
    variable.run('somebody', () => document.querySelector(`#${name}`).click());
    await shown(`${name}: somebody`);
    assert.equal(application.take(), { contexts: ['somebody'], inZone: true, stable: true });
  });

  test(`${name}, outside of the zone: not shown before the zone is entered`, async () => {
    const before = text();
    application.root.done = 'nothing';
    await variable.run('outside', () => application.root.pressOutside(name));
    assert.is(isInZone(), false);
    assert.is(application.root.done, name);
    assert.is(text(), before, 'nothing has told the zone');
    assert.equal(application.take().contexts, ['outside']);
    application.zone.run(() => {});
    await shown(`${name}: outside`);
    application.take();
  });
}

test('NgZone is stable once all is done', async () => {
  variable.run('somebody', () =>
    application.zone.run(async () => {
      await new Promise<void>(resolve => setTimeout(resolve, 5));
      await 1;
    }),
  );
  await application.whenStable();
  assert.is(application.isStable(), true);
});

test('destroys', () => application.destroy());

test.run();
