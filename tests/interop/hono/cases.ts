// Twenty requests at once. Each finds its own context in code that takes none as an argument.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { app } from './application.js';

/** Registers the cases. */
export function hono(): void {
  const test = suite('Hono');
  const headers = (id: number) => ({ 'x-user': `user ${id}`, 'x-request-id': `request-${id}` });

  test('twenty requests at once', async () => {
    const ids = Array.from({ length: 20 }, (_, id) => id);
    const bodies = await Promise.all(ids.map(async id => (await app.request(`/files/${id}`, { headers: headers(id) })).json()));
    assert.equal(
      bodies,
      ids.map(id => [`user ${id} asks for /files/${id} (request-${id})`, `user ${id} gets /files/${id} (request-${id})`]),
    );
  });

  test('errors are handled in the context of their request', async () => {
    const ids = Array.from({ length: 5 }, (_, id) => id);
    const bodies = await Promise.all(ids.map(async id => (await app.request('/broken', { headers: headers(id) })).text()));
    assert.equal(
      bodies,
      ids.map(id => `broken: user ${id} breaks /broken (request-${id})`),
    );
  });

  test.run();
}
