// React's useTransition: what is set after an await in its function belongs to the transition as well, and only that. Start from this.
import { Suspense, use, useState, useTransition } from 'react';
import { Variable } from '../../../src/index.js'; // asynccontext

type Start = (run: () => void) => void;
/** The `startTransition` that the running code was started by. */
const transition = new Variable<Start | undefined>({ name: 'transition' });

/** `useTransition`, whose function and all that it starts know of it. */
export function useTransitionInContext(): [isPending: boolean, start: (run: () => unknown) => void] {
  const [isPending, start] = useTransition();
  return [isPending, run => start(() => transition.run(start, run) as void)];
}

/** Sets a state, for code that does not know who calls it. React forgets after an await that it is in a transition; the Variable does not. */
export const set = <T,>(setter: (value: T) => void, value: T): void => (transition.get() ?? (run => run()))(() => setter(value));

const Result = ({ of }: { readonly of: Promise<string> }) => <p id="result">{use(of)}</p>;

interface Search {
  readonly id: string;
  readonly ask: (words: string) => Promise<{ readonly result: Promise<string> }>;
  readonly first: Promise<string>;
  readonly setter: typeof set;
}
export function Search({ id, ask, first, setter }: Search) {
  const [result, setResult] = useState(first);
  const [typed, setTyped] = useState('nothing');
  const [isPending, start] = useTransitionInContext();
  const search = (words: string) => {
    setter(setTyped, words); // urgent: no transition is around
    start(async () => setter(setResult, (await ask(words)).result));
  };
  return (
    <section id={id} data-typed={typed} data-pending={isPending} onClick={() => search(`${id} clicked`)}>
      <Suspense fallback={<i>waiting</i>}>
        <Result of={result} />
      </Suspense>
    </section>
  );
}
