// A page without a bundler, with an import map in place of a bundler's alias.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const page = `<!doctype html>
<script type="importmap">
  { "imports": { "node:async_hooks": "/asynccontext/dist/esm/any/async-local-storage.js" } }
</script>
<script type="module">
  import { AsyncLocalStorage } from 'node:async_hooks';
  const storage = new AsyncLocalStorage();
  const store = await storage.run('store', async () => {
    await null;
    await new Promise(resolve => setTimeout(resolve, 1));
    return storage.getStore();
  });
  parent.postMessage({ store, after: storage.getStore() }, '*');
</script>`;

test('node:async_hooks by import map', async () => {
  const answer = new Promise(resolve => addEventListener('message', ({ data }) => resolve(data), { once: true }));
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.srcdoc = page;
  assert.equal(await answer, { store: 'store', after: undefined });
});

test.run();
