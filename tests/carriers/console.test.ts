// The output of console.log for a Variable, in each runtime.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const { runtime, runtimes } = (await import(pathToFileURL(join(process.cwd(), 'tests/runtimes.mjs')).href)) as {
  runtime: (name: string) => Promise<string>;
  runtimes: string[];
};

const folder = mkdtempSync(join(tmpdir(), 'asynccontext-'));
const file = join(folder, 'program.mjs');
writeFileSync(
  file,
  `
  const { Variable } = await import(${JSON.stringify(pathToFileURL(join(process.cwd(), 'dist/esm/node/index.js')).href)});
  const id = new Variable({ name: 'id', defaultValue: 'none' });
  console.log(id);
  id.run({ user: 7 }, () => console.log([id]));
  console.log(Object.keys(Variable.prototype).length, Object.create(id) === id, String(id));
  console.log(Variable.prototype);`,
);

// Deno colours its output if FORCE_COLOR is set, whatever its value.
const { FORCE_COLOR: _, ...env } = { ...process.env, NO_COLOR: '1' } as NodeJS.ProcessEnv;
for (const name of runtimes.filter(name => /^(?:node|bun|deno)/.test(name))) {
  test(`${name}: the name, and the value in the current context`, async () => {
    const args = name === 'deno' ? ['run', '--allow-read', file] : [file];
    const shown = execFileSync(await runtime(name), args, { encoding: 'utf8', env });
    const text = shown.replace(/\s+/g, ' ').replaceAll('"', "'");
    assert.match(
      text,
      /^AsyncContext\.Variable \{ name: 'id', value: 'none',? \} \[ AsyncContext\.Variable \{ name: 'id', value: \{ user: 7,? \},? \} \] 0 false \[object AsyncContext\.Variable\] /,
    );
    // The prototype has no slots, so there is nothing to show.
    assert.not.match(text.slice(text.indexOf(' 0 false ')), /name: 'id'/);
  });
}

test.after(() => rmSync(folder, { recursive: true }));
test.run();
