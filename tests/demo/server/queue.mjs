// A queue of jobs as one finds it in many programs: only so many run at a time, and the end of one starts the next.

/**
 * Stands in for Snapshot where nothing is to be kept: a job runs in the context of whoever drains the queue. It is for the app that
 * passes everything by hand, whose process must not load the library, and for `--without-snapshot`.
 */
export class NoSnapshot {
  run(fn) {
    return fn();
  }
}

/**
 * Makes a queue.
 *
 * @param limit - How many jobs run at a time.
 * @param Snapshot - AsyncContext.Snapshot or its stand-in.
 */
export function createQueue(limit, Snapshot) {
  const waiting = [];
  let running = 0;

  function startNext() {
    if (running === limit || waiting.length === 0) return;
    running++;
    const { snapshot, start } = waiting.shift();
    // Most jobs get here from the end of somebody else's job. Without the snapshot they would run in that job's context.
    snapshot.run(start);
  }

  return {
    /** Runs a job as soon as there is room, in the context of this call; the promise has the job's result. */
    add(job) {
      return new Promise((resolve, reject) => {
        async function start() {
          try {
            resolve(await job());
          } catch (error) {
            reject(error);
          }
          running--;
          startNext();
        }
        waiting.push({ snapshot: new Snapshot(), start });
        startNext();
      });
    },
  };
}
