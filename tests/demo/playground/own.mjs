// A program to be drawn: three flows, and a queue that forgets Snapshot.wrap.
import { Variable } from 'asynccontext';

const user = new Variable({ name: 'user' });
const jobs = [];
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

setInterval(() => {
  for (const job of jobs.splice(0)) {
    job(); // lost
  }
}, 20);

for (const name of ['Ann', 'Bob', 'Cleo']) {
  user.run(name, async () => { // run
    user.get();
    await sleep(10);
    user.get();
    jobs.push(() => { // remedy
      user.get(); // get
    });
  });
}
