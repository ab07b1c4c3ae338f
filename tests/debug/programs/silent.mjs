// Programs that lose nothing: each read finds the value that it should find, so there is nothing to report.

/** @type {typeof import('./kept.mjs').kept} */
export const silent = {
  'a log that is written to within flows and outside of them'(v) {
    const log = text => {
      void [text, v.get()];
    };
    log('start');
    v.run('A', () => {
      log('request');
    });
    log('stop');
  },

  'a function that code above it calls, outside of flows and within one'(v) {
    const pause = () => {
      record('pause');
    };
    pause();
    v.run('A', () => {
      record('request');
    });
    pause();
    function record(text) {
      void [text, v.get()];
    }
  },

  async 'a pool whose callbacks begin a run of their own, and await in it'(v, { sleep }) {
    const waiting = [];
    v.run('A', () => {
      waiting.push(() => v.run('A again', async () => {
        await sleep(1);
        void v.get();
      }));
    });
    await v.run('B', async () => {
      const next = waiting.shift();
      await next();
      void v.get();
    });
  },

  async 'a pool whose callbacks are called by the flow that has put them in'(v, { sleep }) {
    const waiting = [];
    const flow = async () => {
      waiting.push(async () => {
        await sleep(1);
        void v.get();
      });
      const next = waiting.shift();
      await next();
    };
    await Promise.all([v.run('A', flow), v.run('B', flow)]);
  },

  'a get before any run'(v) {
    void v.get();
  },

  'a queue with Snapshot.wrap'(v, { Snapshot }) {
    const jobs = [];
    v.run('A', () => {
      jobs.push(Snapshot.wrap(() => {
        void v.get();
      }));
    });
    const job = jobs.shift();
    job();
    v.run('B', () => {
      job();
    });
  },

  'a queue with a Snapshot beside each job'(v, { Snapshot }) {
    const jobs = [];
    v.run('A', () => {
      const job = () => {
        void v.get();
      };
      jobs.push({ snapshot: new Snapshot(), job });
    });
    v.run('B', () => {
      const { snapshot, job } = jobs.shift();
      snapshot.run(job);
    });
  },

  async 'what a Snapshot of no context runs, within a flow'(v, { Snapshot, sleep }) {
    const outside = new Snapshot();
    const detach = Snapshot.wrap(fn => {
      fn();
    });
    await v.run('A', async () => {
      outside.run(() => {
        void v.get();
        setTimeout(() => {
          void v.get();
        }, 1);
      });
      detach(() => {
        void v.get();
      });
      await sleep(20);
    });
  },

  'a queue of jobs that were made outside'(v) {
    const jobs = [];
    const job = () => {
      void v.get();
    };
    jobs.push(job);
    v.run('A', () => {
      void v.get();
    });
    jobs.shift()();
  },

  'a job of no flow that a flow runs'(v) {
    const jobs = [];
    jobs.push(() => {
      void v.get();
    });
    v.run('A', () => {
      const job = jobs.shift();
      job();
    });
  },

  async 'awaits, promises and timers'(v, { sleep }) {
    await v.run('A', async () => {
      await Promise.resolve();
      void v.get();
      await sleep(1);
      void v.get();
      await Promise.all([1, 2].map(async () => {
        await sleep(1);
        void v.get();
      }));
      await new Promise(resolve => {
        queueMicrotask(() => {
          void v.get();
          resolve();
        });
      });
      void v.get();
    });
  },

  async 'what comes after a flow'(v) {
    await v.run('A', async () => {
      await Promise.resolve();
    }).then(() => {
      void v.get();
    });
    void v.get();
  },

  'a generator that its flow uses'(v) {
    v.run('A', () => {
      function* count() {
        yield v.get();
      }
      for (const number of count()) void number;
    });
  },

  async 'a heartbeat beside flows'(v, { sleep }) {
    const beat = setInterval(() => {
      void v.get();
    }, 1);
    await v.run('A', async () => {
      await sleep(20);
    });
    clearInterval(beat);
  },

  'a function that is called with a value and without'(v) {
    function load() {
      void v.get();
    }
    const handler = () => {
      load();
    };
    v.run('A', handler);
    handler();
  },

  'a function of its own for run that runs only now and then'(v) {
    const maybe = (user, work) => {
      if (user) v.run(user, work);
      else work();
    };
    for (const user of ['A', undefined]) {
      maybe(user, () => {
        void v.get();
      });
    }
  },

  'a kept callback with a run of its own'(v) {
    const jobs = [];
    v.run('A', () => {
      jobs.push(() => {
        v.run('B', () => {
          void v.get();
        });
      });
    });
    const job = jobs.shift();
    job();
  },

  'a callback that its own flow calls, inside of another run'(v) {
    const jobs = [];
    v.run('A', () => {
      jobs.push(() => {
        void v.get();
      });
      const job = jobs.shift();
      v.run('B', () => {
        void v.get();
      });
      job();
    });
  },

  async 'a promise of nobody that a flow awaits'(v, { sleep }) {
    const shared = (async () => {
      await sleep(5);
      void v.get();
    })();
    await v.run('A', async () => {
      await shared;
      void v.get();
    });
  },

  'a pool of objects that go from flow to flow'(v) {
    const pool = [];
    const connect = () => {
      const connection = {
        query() {
          void v.get();
        },
      };
      return connection;
    };
    const use = () => {
      const connection = pool.pop() ?? connect();
      connection.query();
      pool.push(connection);
    };
    for (const user of ['A', 'B']) v.run(user, use);
    use();
  },

  async 'a listener that everybody shares, which the first flow has added'(v, { sleep }) {
    const target = new EventTarget();
    let isReady = false;
    const listen = () => {
      if (isReady) return;
      isReady = true;
      target.addEventListener('tick', () => {
        void v.get();
      });
    };
    const work = () => {
      listen();
      target.dispatchEvent(new Event('tick'));
    };
    for (const user of ['A', 'B']) v.run(user, work);
    await sleep(1);
    work();
  },

  'jobs of many flows, one of which drains them, and only its own reads'(v) {
    const jobs = [];
    const add = isReading => {
      jobs.push(() => {
        if (isReading) void v.get();
      });
    };
    const drainOne = () => {
      const job = jobs.shift();
      job();
    };
    const drainAll = () => {
      for (const job of jobs.splice(0)) job();
    };
    v.run('A', add, false);
    v.run('B', () => {
      add(true);
      for (let count = 0; count < 2; count++) drainOne();
    });
    v.run('A', add, false);
    v.run('B', () => {
      add(true);
      drainAll();
    });
  },
};
