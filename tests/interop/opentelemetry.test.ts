// Context managers in Node: OpenTelemetry's own and ours, tested by the same table.
import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContextManager } from '../../src/interop/opentelemetry.js';
import { listeners } from './opentelemetry/listeners.js';
import { contextManager } from './opentelemetry/manager.js';

contextManager(
  'AsyncContextManager',
  () => new AsyncContextManager(),
  () => new EventEmitter(),
  true,
);
contextManager(
  'AsyncLocalStorageContextManager',
  () => new AsyncLocalStorageContextManager(),
  () => new EventEmitter(),
  false,
);
listeners(
  () => new AsyncContextManager(),
  () => new EventEmitter(),
);

const memory = suite('managers that were used once');
const { runtime } = (await import(pathToFileURL(join(process.cwd(), 'tests/runtimes.mjs')).href)) as { runtime: (name: string) => Promise<string> };
for (const node of ['node-18', 'node-20', 'node-22']) {
  memory(`${node}: a storage goes with its manager, and stays for what a manager has bound`, async () => {
    const args = ['--expose-gc', '--no-warnings', 'tests/interop/opentelemetry/unused.mjs'];
    assert.equal(JSON.parse(execFileSync(await runtime(node), args, { encoding: 'utf8' })), { before: 301, after: 1, works: true });
  });
}
memory.run();
