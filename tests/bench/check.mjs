// Checks a subject before it is measured: wrong values end the run; a context that is lost is recorded.
import assert from 'node:assert/strict';

/** Throws unless the synchronous operations of a subject compute the right values. */
export function checkValues({ enter, get, run, capture, resume, wrap, value, other }) {
  assert.equal(get(), undefined, 'get outside');
  const kept = enter(() => {
    assert.equal(get(), value, 'get');
    assert.equal(run(get), other, 'get in run');
    assert.equal(get(), value, 'get after run');
    assert.throws(
      () =>
        run(() => {
          throw new RangeError('thrown in run');
        }),
      RangeError,
    );
    assert.equal(get(), value, 'get after a run that threw');
    return { captured: capture(), wrapped: wrap(get) };
  });
  assert.equal(get(), undefined, 'get after all');
  assert.equal(resume(kept.captured, get), value, 'get in a captured context');
  assert.equal(kept.wrapped(), value, 'get in a wrapped function');
  assert.equal(
    enter(() => run(() => kept.wrapped())),
    value,
    'get in a wrapped function, in another context',
  );
  assert.equal(get(), undefined, 'get after the calls');
}

/**
 * Runs two interleaved flows, and tells whether they keep their contexts.
 *
 * @param subject - The subject.
 * @param flow - Takes a function, calls it several times across asynchronous steps, and returns a promise for the end.
 * @returns 'kept'; 'lost' if a flow saw no value at some step; 'another’s' if it saw one that is not its own.
 */
export async function carries({ enter, get, run, value, other }, flow) {
  const seen = [];
  const look = expected => () => void seen.push({ expected, actual: get() });
  const flows = enter(() => [flow(look(value)), run(() => flow(look(other)))]);
  for (const promise of flows) await promise;
  assert.ok(seen.length >= 4, 'the flows ran');
  const wrong = seen.filter(({ expected, actual }) => expected !== actual);
  if (wrong.length === 0) return 'kept';
  return wrong.every(({ actual }) => actual === undefined) ? 'lost' : 'another’s';
}
