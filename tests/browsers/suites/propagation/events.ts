// Events that scripts dispatch have the script's context, a user's events have none, and the place where a listener was added never matters.
import * as assert from 'uvu/assert';
import { click, type as typeInto, where } from '../../rig/page/rig.ts';
import { amidOthers, element, notes, table, within, type Row } from './context.ts';

declare const document: any, customElements: any, HTMLElement: any;

const { add, run } = table('events');
const page = ['document'];

/** Rows in which a script dispatches something on a target. */
const dispatches: (Row & { make(): any; readonly type: string; act(target: any): void })[] = [
  { name: 'dispatchEvent', make: () => new EventTarget(), type: 'custom', act: target => target.dispatchEvent(new Event('custom')) },
  { name: 'dispatchEvent, of a type that tasks have', make: () => new EventTarget(), type: 'load', act: target => target.dispatchEvent(new Event('load')) },
  { name: 'AbortController.abort', make: () => new AbortController(), type: 'abort', act: target => target.abort() },
  { name: 'element.click', needs: page, make: () => element('button'), type: 'click', act: target => target.click() },
  { name: 'a click that bubbles', needs: page, make: () => element('p', '<b></b>'), type: 'click', act: target => target.firstChild.click() },
  { name: 'a change by click', needs: page, make: () => checkbox(), type: 'change', act: target => target.click() },
  {
    name: 'element.focus',
    needs: page,
    make: () => element('input'),
    type: 'focus',
    act: target => target.focus(),
  },
  {
    name: 'element.blur',
    needs: page,
    make: () => element('input'),
    type: 'blur',
    act(target) {
      target.focus();
      target.blur();
    },
  },
  { name: 'form.requestSubmit', needs: page, make: () => form(), type: 'submit', act: target => target.requestSubmit() },
  { name: 'form.reset', needs: page, make: () => form(), type: 'reset', act: target => target.reset() },
  { name: 'reportValidity', needs: page, make: () => required(), type: 'invalid', act: target => target.reportValidity() },
  {
    name: 'showPopover, beforetoggle',
    needs: ['HTMLElement.prototype.showPopover'],
    make: () => popover(),
    type: 'beforetoggle',
    act: target => target.showPopover(),
  },
];

const checkbox = () => Object.assign(element('input'), { type: 'checkbox' });
const required = () => Object.assign(element('input'), { required: true });
const popover = () => Object.assign(element('p'), { popover: 'manual' });
function form() {
  const made = element('form', '<input>');
  // Prevents the page from being left.
  made.addEventListener('submit', (event: any) => event.preventDefault());
  return made;
}

for (const row of dispatches) {
  for (const context of ['dispatcher', undefined]) {
    add({ ...row, name: `${row.name}: ${context ? 'in the context of who dispatches' : 'in no context'}` }, async () => {
      const { note, all } = notes();
      const made = within('construction', row.make);
      const target = made.signal ?? made;
      within('registration', () => {
        target.addEventListener(row.type, () => note('listener'));
        target.addEventListener(row.type, { handleEvent: () => note('object') }, true);
        if (`on${row.type}` in target) target[`on${row.type}`] = () => note('handler');
      });
      within(context, () => row.act(made));
      const expected = context ?? 'empty';
      const kinds = ['listener', 'object', ...(`on${row.type}` in target ? ['handler'] : [])];
      assert.equal(await all(), Object.fromEntries(kinds.map(kind => [kind, expected])));
      made.remove?.();
    });
  }
}

for (const context of ['changer', undefined]) {
  add({ name: `the callbacks of a custom element: ${context ? 'in the context of the change' : 'in no context'}`, needs: ['customElements'] }, async () => {
    const { note, all } = notes();
    const name = `custom-${context ?? 'nobody'}`;
    const define = () =>
      customElements.define(
        name,
        class extends HTMLElement {
          static observedAttributes = ['kind'];
          constructor() {
            super();
            note('constructor');
          }
          connectedCallback() {
            note('connected');
          }
          disconnectedCallback() {
            note('disconnected');
          }
          attributeChangedCallback() {
            note('attribute');
          }
        },
      );
    within('definition', define);
    within(context, () => {
      const made = document.createElement(name);
      made.setAttribute('kind', 'value');
      document.body.append(made);
      made.remove();
    });
    const expected = context ?? 'empty';
    assert.equal(await all(), { constructor: expected, attribute: expected, connected: expected, disconnected: expected });
  });
}

// Only a page has a user.
if (where === 'page') {
  add({ name: 'a user’s actions are in no context' }, async () => {
    const { note, all } = notes();
    const input = within('construction', () => element('input'));
    input.id = 'user-input';
    const types = ['pointerdown', 'mousedown', 'focus', 'click', 'keydown', 'input', 'keyup'];
    within('registration', () => {
      for (const type of types) {
        input.addEventListener(type, (event: any) => event.isTrusted && note(type));
        input[`on${type}`] = (event: any) => event.isTrusted && note(type);
        document.addEventListener(type, (event: any) => event.isTrusted && note(type), true);
      }
    });
    await amidOthers(() =>
      within('caller', async () => {
        await click('#user-input');
        await typeInto('#user-input', 'a');
      }),
    );
    const seen = await all();
    assert.equal(
      types.filter(type => seen[type] !== 'empty'),
      [],
      JSON.stringify(seen),
    );
    input.remove();
  });
}

run();
