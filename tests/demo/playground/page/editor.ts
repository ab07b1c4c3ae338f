// The program on the page: one of the given programs, or the user's version of it.
import { FLOW_NAMES, MOST_STEPS, programs, type Flows } from '../program/programs.js';
import { nameOf, stepNames, steps, type StepName } from '../program/steps.js';
import { find, make } from './elements.js';

const OWN = 'own';
let flows: StepName[][] = [];
let selected = 0;
let onChange: (flows: Flows) => void = () => {};

/** The current program. */
export const currentFlows = (): Flows => flows.map(own => [...own]);

/** Fills the page's choice of programs and of steps, and shows the first program. */
export function startEditor(changed: (flows: Flows) => void): void {
  onChange = changed;
  const choices = [...programs, { id: OWN, title: 'Your own' }];
  find('programs').append(
    ...choices.map(({ id, title }, index) => {
      const input = make('input', { type: 'radio', name: 'program', id: `program-${id}`, value: id, 'aria-keyshortcuts': index + 1 });
      input.addEventListener('change', () => choose(id));
      return make('label', {}, input, make('span', {}, title));
    }),
  );
  find('steps').append(
    ...stepNames.map(step => {
      const { code, limit } = steps[step];
      const button = make(
        'button',
        { type: 'button', id: `step-${step}`, title: limit, 'data-limit': limit !== undefined },
        make('b', {}, nameOf(step)),
        ' ',
        make('code', {}, code),
      );
      if (limit) button.append(' ', make('span', { class: 'limit' }, 'limit'));
      button.addEventListener('click', () => {
        change(() => flows[selected]!.push(step));
        if (button.disabled) focusFlow();
      });
      return button;
    }),
  );
  find('add-flow').addEventListener('click', addFlow);
  // On a small screen the palette starts closed, so that the results come first.
  find<HTMLDetailsElement>('palette').open = !matchMedia('(max-width: 900px)').matches;
  choose(programs[0]!.id);
}

/** Shows the program of this id. */
export function choose(id: string): void {
  const program = programs.find(one => one.id === id);
  if (program) flows = program.flows.map(own => [...own]);
  find<HTMLInputElement>(`program-${id}`).checked = true;
  find('about').textContent = program?.about ?? 'Choose a flow, and add steps to it. Press a step of a flow to take it out.';
  selected = 0;
  render();
  onChange(currentFlows());
}

/** Adds a flow, and selects it. */
export function addFlow(): void {
  if (flows.length === FLOW_NAMES.length) return;
  change(() => (selected = flows.push(['timer']) - 1));
  if (flows.length === FLOW_NAMES.length) focusFlow();
}

/** Turns the program into the user's own, changes it and shows it. */
function change(edit: () => void): void {
  edit();
  const keep = selected;
  choose(OWN);
  selected = keep;
  render();
}

function remove(index: number, at: number): void {
  change(() => {
    flows[index]!.splice(at, 1);
    selected = index;
  });
  // Moves the focus to the step that moved up, or to the flow.
  const rest = find('flows').children[index]!.querySelectorAll<HTMLElement>('.step');
  (rest[Math.min(at, rest.length - 1)] ?? find(`flow-${index}`)).focus();
}

function removeFlow(index: number): void {
  change(() => {
    flows.splice(index, 1);
    selected = 0;
  });
}

/** Moves the focus to the flow after the focused element was removed. */
const focusFlow = () => find(`flow-${selected}`).focus();

function render(): void {
  const hadFocus = find('flows').contains(document.activeElement);
  find('flows').replaceChildren(...flows.map((own, index) => flowRow(own, index)));
  find<HTMLButtonElement>('add-flow').disabled = flows.length === FLOW_NAMES.length;
  const full = flows[selected]!.length >= MOST_STEPS;
  find('to').textContent = full ? `Flow ${FLOW_NAMES[selected]} is full` : `Add a step to flow ${FLOW_NAMES[selected]}`;
  for (const button of find('steps').querySelectorAll('button')) button.disabled = full;
  if (hadFocus) focusFlow();
}

function flowRow(own: readonly StepName[], index: number): HTMLElement {
  const name = FLOW_NAMES[index]!;
  const input = make('input', { type: 'radio', name: 'flow', id: `flow-${index}`, value: name, 'aria-label': `Flow ${name}` });
  input.checked = index === selected;
  input.addEventListener('change', () => {
    selected = index;
    render();
  });
  const parts = own.map((step, at) => {
    const button = make(
      'button',
      { type: 'button', class: 'step', title: steps[step].code, 'aria-label': `${nameOf(step)}, remove from flow ${name}` },
      nameOf(step),
    );
    button.addEventListener('click', () => remove(index, at));
    return make('li', {}, button);
  });
  const away = make('button', { type: 'button', class: 'away', 'aria-label': `Remove flow ${name}`, title: `Remove flow ${name}` }, '×');
  away.disabled = flows.length === 1;
  away.addEventListener('click', () => removeFlow(index));
  return make('div', { class: 'flow', 'data-flow': name }, make('label', {}, input, make('b', {}, name)), make('ol', {}, ...parts), away);
}
