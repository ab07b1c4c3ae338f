// LangChain's context variables. LangChain imports `node:async_hooks` for them, so an alias is enough.
import { getContextVariable, setContextVariable } from '@langchain/core/context';
import { RunnableLambda } from '@langchain/core/runnables';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const ids = ['one', 'two', 'three'];

test('context variables of runnables: set inside, seen by what is called, not by the caller', async () => {
  const nested = RunnableLambda.from(async () => {
    await null;
    return getContextVariable('user');
  });
  const runnable = RunnableLambda.from(async (id: string) => {
    // A timer: right after an await of a settled promise enterWith is refused, since other code of the same segment may follow.
    await new Promise(resolve => setTimeout(resolve, 1));
    setContextVariable('user', id);
    const inner = await nested.invoke({});
    await new Promise(resolve => setTimeout(resolve, 1));
    return [inner, getContextVariable('user')];
  });
  assert.equal(
    await Promise.all(ids.map(id => runnable.invoke(id))),
    ids.map(id => [id, id]),
  );
  assert.is(getContextVariable('user'), undefined);
});

test.run();
