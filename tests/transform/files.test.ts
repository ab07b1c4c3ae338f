// Files as people publish them, those of packages that are here anyway: transformed they parse again, and are hardly larger.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// As it is on disk: it loads what was built beside it.
const { filesOf, folderOf, measureFiles } = await import(pathToFileURL(join(process.cwd(), 'tests/transform/measure-files.mjs')).href);

/** With at least so many files that change. */
const packages = { vite: 5, rollup: 8, unplugin: 4, autocannon: 2, mitata: 1, '@puppeteer/browsers': 20, '@arethetypeswrong/core': 3, publint: 2 };

for (const [name, least] of Object.entries(packages)) {
  test(`${name}: transformed, every file parses again`, async () => {
    const { problems, unparsable, changed, before, after, allBefore } = await measureFiles(filesOf(folderOf(join(process.cwd(), 'node_modules'), name)));
    assert.equal(problems, []);
    assert.is(unparsable, 0);
    assert.ok(changed >= least, `${changed} changed`);
    const larger = (after - before) / allBefore;
    assert.ok(larger <= 0.15, `larger by ${(larger * 100).toFixed(1)} % once minified`);
  });
}

test.run();
