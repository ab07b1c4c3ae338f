// Programs that lose a context in a callback that somebody keeps. The comments at the ends of lines are the places that the explanation has to name.
// No program ends a function with a call: WebKit leaves no trace of who makes such a call.

/** @type {Record<string, (v: import('asynccontext').Variable<string>, tools: import('../suite.js').Tools) => unknown>} */
export const kept = {
  'a queue: an array'(v) {
    const jobs = [];
    const add = job => {
      jobs.push(job); // remedy
    };
    v.run('A', () => { // run
      add(() => {
        void v.get(); // get
      });
    });
    const job = jobs.shift();
    job(); // lost
  },

  'a queue: objects in an array, taken from its end'(v) {
    const jobs = [];
    v.run('A', () => { // run
      const job = () => {
        void v.get(); // get
      };
      jobs.push({ name: 'job', job }); // remedy
    });
    const { job } = jobs.pop();
    job(); // lost
  },

  async 'a queue that a timer of nobody drains'(v, { sleep }) {
    const jobs = [];
    const timer = setInterval(() => {
      for (const job of jobs.splice(0)) {
        job(); // lost
      }
    }, 1);
    v.run('A', () => { // run
      jobs.push(() => { // remedy
        void v.get(); // get
      });
    });
    await sleep(30);
    clearInterval(timer);
  },

  'a queue that a function fills which is declared after the function that calls it'(v) {
    const jobs = [];
    v.run('A', () => { // run
      receive();
    });
    function receive() {
      store();
    }
    function store() {
      jobs.push(() => { // remedy
        void v.get(); // get
      });
    }
    for (const job of jobs) {
      job(); // lost
    }
  },

  'a queue: a linked list'(v) {
    let head;
    v.run('A', () => { // run
      head = {
        next: head,
        work() { // remedy
          void v.get(); // get
        },
      };
    });
    head.work(); // lost
  },

  'callbacks by their ids, in a Map'(v) {
    const waiting = new Map();
    v.run('A', () => { // run
      waiting.set(1, answer => { // remedy
        void [answer, v.get()]; // get
      });
    });
    const answered = waiting.get(1);
    waiting.delete(1);
    answered('yes'); // lost
  },

  'listeners in a Set'(v) {
    const listeners = new Set();
    v.run('A', () => { // run
      listeners.add(() => { // remedy
        void v.get(); // get
      });
    });
    listeners.forEach(listener => {
      listener(); // lost
    });
  },

  'an EventTarget'(v) {
    const target = new EventTarget();
    v.run('A', () => { // run
      target.addEventListener('ready', () => { // remedy
        void v.get(); // get
      });
    });
    target.dispatchEvent(new Event('ready')); // lost
  },

  'a resolving function that somebody else calls back through'(v) {
    let done;
    v.run('A', () => { // run
      done = () => { // remedy
        void v.get(); // get
      };
    });
    done(); // lost
  },

  'a function that run returns'(v) {
    const read = v.run('A', () => { // run
      return () => { // remedy
        void v.get(); // get
      };
    });
    read(); // lost
  },

  'an object with a getter'(v) {
    const session = v.run('A', () => ({ // run
      get user() { // remedy
        const user = v.get(); // get
        return user;
      },
    }));
    void session.user; // lost
  },

  'toJSON'(v) {
    const answer = v.run('A', () => ({ // run
      toJSON() { // remedy
        const text = v.get(); // get
        return `${text}`;
      },
    }));
    void JSON.stringify(answer); // lost
  },

  'a lazy value: the first who asks computes it'(v) {
    const lazy = compute => {
      let value;
      const ask = () => { // remedy
        value ??= compute();
        return value;
      };
      return ask;
    };
    const config = v.run('A', () => { // run
      const made = lazy(() => {
        const found = v.get(); // get
        return [found];
      });
      return made;
    });
    const found = config(); // lost
    return found;
  },

  async 'a loader that collects what is asked for'(v, { sleep }) {
    const keys = [];
    let timer;
    const flush = () => {
      for (const { load } of keys.splice(0)) {
        load(); // lost
      }
    };
    timer = setInterval(flush, 1);
    v.run('A', () => { // run
      const load = () => {
        void v.get(); // get
      };
      keys.push({ key: 1, load }); // remedy
    });
    await sleep(30);
    clearInterval(timer);
  },

  async 'an async callback, after an await'(v) {
    const jobs = [];
    v.run('A', () => { // run
      jobs.push(async () => { // remedy
        await Promise.resolve();
        void v.get(); // get
      });
    });
    const job = jobs.shift();
    await job(); // lost
  },

  'a function that is handed to run by its name'(v) {
    const jobs = [];
    function main() {
      jobs.push(() => { // remedy
        void v.get(); // get
      });
    }
    v.run('A', main); // run
    const [job] = jobs.splice(0);
    job(); // lost
  },

  'a function that only the code of run calls'(v) {
    let later;
    function prepare() {
      later = () => { // remedy
        void v.get(); // get
      };
    }
    v.run('A', () => { // run
      prepare();
    });
    later(); // lost
  },

  'run in a function of its own'(v) {
    const withUser = (user, work) => {
      v.run(user, work); // run
    };
    let later;
    withUser('A', () => {
      later = () => { // remedy
        void v.get(); // get
      };
    });
    later(); // lost
  },

  'run in a function of its own, which calls back'(v) {
    const handle = (user, next) => {
      v.run(user, () => { // run
        next(user);
      });
    };
    let later;
    handle('A', () => {
      later = () => { // remedy
        void v.get(); // get
      };
    });
    later(); // lost
  },

  'a pool: the callback of one flow, called by another'(v) {
    const waiting = [];
    const release = () => {
      const next = waiting.shift();
      next(); // lost
    };
    v.run('A', () => { // run
      waiting.push(() => { // remedy
        void v.get(); // get
      });
    });
    v.run('B', () => {
      release();
    });
  },

  'a pool with objects, as drivers of databases have them'(v) {
    const waiting = [];
    v.run('A', () => { // run
      const onConnection = connection => {
        void [connection, v.get()]; // get
      };
      waiting.push({ sql: 'select 1', onConnection }); // remedy
    });
    v.run('B', () => {
      const { onConnection } = waiting.shift();
      onConnection('connection'); // lost
    });
  },
};
