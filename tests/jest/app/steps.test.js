// Generators see their creators, whoever asks them for the next value; mocks are where they were.
import { answer } from './answer.js';
import { asyncSteps, steps, wait } from './steps.js';
import { variable } from './variable.js';

jest.mock('./answer.js', () => {
  function* answers() {
    yield 'a mock';
  }
  const load = async () => {
    await null;
    return jest.requireActual('./answer.js').answer();
  };
  return { answer: () => [...answers()][0], load };
});

const all = created => ['one', 'two', 'three'].map(name => variable.run(name, () => created.next().value));

test('a generator', () => {
  expect(all(variable.run('creator', steps))).toEqual(['creator', 'creator', undefined]);
});

test('an async generator', async () => {
  const created = variable.run('creator', asyncSteps);
  const seen = [await variable.run('one', () => created.next()), await variable.run('two', () => created.next())];
  expect(seen.map(({ value }) => value)).toEqual(['creator', 'creator']);
});

test('an async function', async () => {
  expect(await Promise.all(['a', 'b'].map(name => variable.run(name, wait, 1)))).toEqual(['a', 'b']);
  expect(await wait()).toBe('none');
});

test('a mock', async () => {
  expect(answer()).toBe('a mock');
  const { load } = jest.requireMock('./answer.js');
  expect(await load()).toBe('the real one');
});
