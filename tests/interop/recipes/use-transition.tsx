// React's useTransition: a state that is set after an await in its function belongs to the transition, too, and no other state does. Start from this.
import { Suspense, use, useState, useTransition } from 'react';
import { Variable } from '../../../src/index.js'; // asynccontext

type Start = (run: () => void) => void;
/** The `startTransition` that started the running code. */
const transition = new Variable<Start | undefined>({ name: 'transition' });

/** Like `useTransition`; its function, and all code that the function starts, find the transition. */
export function useTransitionInContext(): [isPending: boolean, start: (run: () => unknown) => void] {
  const [isPending, start] = useTransition();
  return [isPending, run => start(() => transition.run(start, run) as void)];
}

/** Sets a state, for code that does not know its caller. After an await React forgets that it is in a transition; the Variable does not. */
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
    setter(setTyped, words); // urgent: outside of any transition
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
