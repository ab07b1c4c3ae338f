import { check, user } from '../lib/check';
import { Client } from './client';
import { act } from './actions';
export const dynamic = 'force-dynamic';
export default async function Page() {
  const results = await check();
  const seen = await user.run('page', async () => { await null; await 1; await 2; return user.get(); });
  async function inline(value) { 'use server'; await 1; await 2; return `${value} ${results.after} ${await user.run('act', async () => { await 1; await 2; return user.get(); })}`; }
  return <main><pre id="server">{JSON.stringify({ ...results, seen })}</pre><Client act={act} inline={inline} /></main>;
}
