// A typical queue of jobs: only so many run at a time, and the end of one job starts the next.

/**
 * A stand-in for Snapshot that keeps no context: a job runs in the context of whoever drains the queue. The app that passes everything by hand uses it, since
 * its process must not load the library; so does `--without-snapshot`.
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
    // Most jobs are started here by the end of another request's job. Without the snapshot they would run in that request's context.
    snapshot.run(start);
  }

  return {
    /** Runs a job as soon as there is room, in the context of this call. Resolves to the job's result. */
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
