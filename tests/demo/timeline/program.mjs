// The program in the picture: three overlapping requests, each of five steps. Both runs use it, whichever way the user is kept.

/** The users who send the requests, in the order in which they arrive. */
export const NAMES = ['alice', 'bob', 'carol'];

// All timers wait equally long: such timers fire in the order in which they were set, however busy the machine is. So the steps of every run come in the same
// order, and the picture needs no clock.
const WAIT = 2; // ms

const pause = () => new Promise(resolve => setTimeout(resolve, WAIT));

async function loadCart() {
  await pause();
}

async function serve(step) {
  step('start');
  await pause();
  step('await');
  await loadCart();
  step('async');
  await new Promise(resolve => {
    setTimeout(() => {
      step('timer');
      resolve();
    }, WAIT);
  });
  await pause().then(() => step('then'));
}

/**
 * Runs the program.
 *
 * @param user - Where the requests keep their user: `run(name, serve)` calls `serve` for the user with this name; `get()` returns the name of the user whose
 *   request this seems to be.
 * @returns The steps in the order in which they ran: the request's real user (`owner`, known by closure), how the step was reached (`way`), and the name that
 *   `get` returned (`seen`).
 */
export async function runProgram(user) {
  const steps = [];
  const requests = [];
  for (const owner of NAMES) {
    const step = way => steps.push({ owner, way, seen: user.get() });
    requests.push(user.run(owner, () => serve(step)));
    await pause();
  }
  await Promise.all(requests);
  return steps;
}
