// A small app: what each kind of code sees of its context.
import { later, steps } from 'cjs-dependency';
import { slowly } from 'esm-dependency';
import { user } from './user';
import { View } from './view';

enum Names {
  Ada = 'ada',
  Bob = 'bob',
}

class Shelf<T> {
  constructor(private readonly items: readonly T[]) {}
  *each(this: Shelf<T>): Generator<string> {
    for (const item of this.items) yield `${item} ${user.get()}`;
  }
}

const look = (): string => user.get();
const inContext = <T>(name: string, work: () => T): T => user.run(name, work);

const before = await inContext(Names.Ada, async () => {
  await null;
  await 1;
  await 2;
  return look();
});
const ofTypeScript = inContext(Names.Bob, () => new Shelf([1, 2]).each());
const ofCommonJs = inContext(Names.Bob, () => steps(look));
const ofDependency = inContext(Names.Ada, () => slowly(look));

export const results = {
  'await': before,
  'top-level await': look(),
  'a generator in TypeScript': [...ofTypeScript],
  'a generator in CommonJS': [...ofCommonJs],
  'await in CommonJS': await inContext(Names.Ada, () => later(look)),
  'an async generator of a dependency': [(await ofDependency.next()).value, (await ofDependency.next()).value],
  'JSX': await inContext(Names.Bob, () => View('view')),
  'a module evaluated late': await inContext(Names.Ada, async () => {
    const { seen, seenLater } = await import('./late');
    return [seen, seenLater, look()];
  }),
  'reactions': await inContext(Names.Ada, () => {
    const shelf: { readonly items: Promise<unknown> } | undefined = { items: Promise.resolve() };
    return shelf?.items!.then(() => look()).then(seen => Promise.all([seen, { then: (resolve: (seen: string) => void) => resolve(look()) }]));
  }),
  'after all': look(),
};

export async function stackOfFailure(): Promise<string> {
  const { fail } = await import('./fail');
  try {
    return await inContext(Names.Ada, () => fail({ reason: 'on purpose' }));
  } catch (error) {
    return (error as Error).stack!;
  }
}
