// The loops of the synchronous operations. Each is a function of its own, so that the engine inlines what it would inline for a user. Every result is checked
// or kept, so that the engine cannot leave work out.

const empty = () => 1;
let kept;

/** The most recent result. It is exported so that the engine cannot drop it. */
export const last = () => kept;

function checked(right, times, nanoseconds) {
  if (right !== times) throw new Error(`${times - right} of ${times} results were wrong`);
  return nanoseconds;
}

/** For each operation, a function that takes a subject, performs the operation so many times and returns the nanoseconds. */
export const LOOPS = {
  get({ get, value }, times, now) {
    let right = 0;
    const start = now();
    for (let i = 0; i < times; i++) if (get() === value) right++;
    return checked(right, times, now() - start);
  },
  run({ run }, times, now) {
    let right = 0;
    const start = now();
    for (let i = 0; i < times; i++) right += run(empty);
    return checked(right, times, now() - start);
  },
  capture({ capture }, times, now) {
    const start = now();
    for (let i = 0; i < times; i++) kept = capture();
    return now() - start;
  },
  resume({ capture, resume }, times, now) {
    const captured = capture();
    let right = 0;
    const start = now();
    for (let i = 0; i < times; i++) right += resume(captured, empty);
    return checked(right, times, now() - start);
  },
  wrap({ wrap }, times, now) {
    const start = now();
    for (let i = 0; i < times; i++) kept = wrap(empty);
    return now() - start;
  },
  wrapped({ wrap }, times, now) {
    const fn = wrap(empty);
    let right = 0;
    const start = now();
    for (let i = 0; i < times; i++) right += fn();
    return checked(right, times, now() - start);
  },
};
