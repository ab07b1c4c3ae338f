// Programs that lose a context in a callback that the platform calls in none.

/** @type {typeof import('./kept.mjs').kept} */
export const platform = {
  async 'a sink of a WritableStream, of chunks of nobody'(v, { sleep }) {
    const stream = v.run('A', () => { // run
      let count = 0;
      const made = new WritableStream({
        write() { // remedy
          if (++count === 3) void v.get(); // get lost
        },
      });
      return made;
    });
    const writer = stream.getWriter();
    await writer.write(1);
    await sleep(5);
    void writer.write(2);
    await writer.write(3);
  },

  async 'a MutationObserver'(v, { sleep }) {
    const element = document.createElement('p');
    v.run('A', () => { // run
      const observer = new MutationObserver(() => { // remedy
        void v.get(); // get lost
      });
      observer.observe(element, { attributes: true });
      element.id = 'changed';
    });
    await sleep(20);
  },

  async 'messages of a MessagePort'(v, { sleep }) {
    const { port1, port2 } = new MessageChannel();
    v.run('A', () => { // run
      port2.onmessage = () => { // remedy
        void v.get(); // get lost
      };
      port1.postMessage(1);
    });
    await sleep(30);
    port1.close();
  },

  async 'a ResizeObserver'(v, { sleep }) {
    const element = document.createElement('p');
    v.run('A', () => { // run
      const observer = new ResizeObserver(() => { // remedy
        void v.get(); // get lost
      });
      observer.observe(element);
      document.body.append(element);
    });
    await sleep(60);
    element.remove();
  },

  async 'a setTimeout from before the library was loaded'(v, { sleep }) {
    const { early } = globalThis;
    v.run('A', () => { // run
      early.setTimeout(() => { // remedy
        void v.get(); // get lost
      }, 1);
    });
    await sleep(30);
  },

  async 'enterWith, where the end of the code is not known'(v, { AsyncLocalStorage }) {
    const storage = new AsyncLocalStorage({ name: v.name });
    await 1;
    storage.enterWith('A'); // get lost
  },
};
