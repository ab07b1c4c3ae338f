// The app of tests/plugins, as a bundler made it with the plugin, without the await hook.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { expected } from '../../../plugins/expected.mjs';

/** Where routes.mjs serves it. */
declare const PATH: string;

const app = suite(`app at ${PATH}`);
app('finds the context everywhere', async () => {
  // Not to be bundled once more.
  const path = PATH;
  const { results } = await import(path);
  assert.equal(results, expected);
});
app.run();
