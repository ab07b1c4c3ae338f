// Replaces `uvu` where a mutant is on: the first test that fails ends the process.
import { suite as uvuSuite } from 'uvu';

const exit = process.exit.bind(process);
const ending = handler => async context => {
  try {
    await handler(context);
  } catch (error) {
    console.error(error);
    exit(1);
  }
};

function watch(inner) {
  const outer = (title, handler) => inner(title, ending(handler));
  outer.only = (title, handler) => inner.only(title, ending(handler));
  outer.skip = inner.skip;
  const hook = to => handler => to(ending(handler));
  outer.before = Object.assign(hook(inner.before), { each: hook(inner.before.each) });
  outer.after = Object.assign(hook(inner.after), { each: hook(inner.after.each) });
  outer.run = inner.run;
  return outer;
}

export const suite = (name, context) => watch(uvuSuite(name, context));
export const test = suite();
