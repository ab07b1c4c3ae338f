// Calls rows in several contexts, and returns which contexts their callbacks found.
const TIMEOUT = 5000; // ms

/**
 * @param {new (options: object) => any} Variable - The library's.
 * @param createRows - See `web-rows.mjs`.
 * @returns `[name, result]` for each row. The result is `own`; `none` if some callback found no context; `another’s` if one found another flow's context;
 *   or a text that says why the row cannot run.
 */
export async function look(Variable, createRows) {
  const variable = new Variable({ defaultValue: 'none' });
  const results = [];
  for (const [name, call] of createRows(fn => variable.run('elsewhere', fn))) {
    let result;
    try {
      // Two flows at once, and one call outside of any context.
      const all = await Promise.all(['one', 'two', 'none'].map(context => found(variable, call, context)));
      result = ['another’s', 'none', 'own'].find(one => all.includes(one));
    } catch (error) {
      result = `absent: ${error.message}`;
    }
    results.push([name, result]);
  }
  return results;
}

async function found(variable, call, context) {
  const seen = new Set();
  const inside = fn => (context === 'none' ? fn() : variable.run(context, fn));
  const see = () => void seen.add(variable.get());
  see.inside = inside;
  await inside(
    () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('was not called')), TIMEOUT);
        const done = () => {
          see();
          clearTimeout(timer);
          resolve();
        };
        new Promise(ok => ok(call(see, done))).catch(reject);
      }),
  );
  seen.delete(context);
  if (seen.size === 0) return 'own';
  return [...seen].every(value => value === 'none') ? 'none' : 'another’s';
}
