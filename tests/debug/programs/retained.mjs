// Objects that keep a context alive.

export const keep = {
  timer() {
    return setInterval(() => {}, 60_000); // timer
  },
  socket(connect, port) {
    return connect(port, '127.0.0.1'); // socket
  },
  cache(cache) {
    cache.set('key', () => {}); // cache
  },
  async flow(user) {
    user.get(); // read 1
    await new Promise(resolve => setTimeout(resolve, 1)); // await
    user.get(); // read 2
  },
  read(variable) {
    return () => variable.get();
  },
  run(variable, others) {
    variable.run('F', () => {
      others.called = () => {
        variable.get();
      };
    });
  },
};
