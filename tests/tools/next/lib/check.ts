import { Variable } from 'asynccontext';
import { slowly } from 'esm-dep';
import { steps } from 'cjs-dep';

export const user = new Variable<string>({ name: 'user', defaultValue: 'none' });
const look = () => user.get();
function* own() {
  yield look();
  yield look();
}

export async function check(): Promise<Record<string, unknown>> {
  const [mine, theirs, older] = user.run('ada', () => [own(), slowly(look), steps(look)] as const);
  const awaited = await user.run('bob', async () => {
    await null;
    await 1;
    await 2;
    return [look(), (await import('./late')).seen, look()];
  });
  return {
    own: [...mine],
    esm: [(await theirs.next()).value, (await theirs.next()).value],
    cjs: [...older],
    awaited,
    reaction: await user.run('cy', () =>
      Promise.resolve()
        .then(look)
        .finally(() => {}),
    ),
    after: look(),
  };
}
