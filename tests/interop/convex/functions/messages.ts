// Convex functions: a mutation that calls others in transactions of their own, and a query.
import { anyApi, mutationGeneric, queryGeneric } from 'convex/server';
import { v } from 'convex/values';

async function moment(): Promise<void> {
  for (const value of [null, Promise.resolve(), 1]) await value;
}

export const add = mutationGeneric({
  args: { body: v.string() },
  handler: async (ctx, { body }) => {
    await null;
    const identity = await ctx.auth.getUserIdentity();
    await moment();
    return await ctx.db.insert('messages', { author: identity?.name ?? 'nobody', body });
  },
});

export const addTwo = mutationGeneric({
  args: { body: v.string(), fail: v.boolean() },
  handler: async (ctx, { body, fail }) => {
    await ctx.runMutation(anyApi['messages']!['add']!, { body: `${body} 1` });
    await ctx.runMutation(anyApi['messages']!['add']!, { body: `${body} 2` });
    if (fail) throw new Error('rolled back');
  },
});

export const tooEarly = mutationGeneric({
  args: {},
  handler: async () => {
    await moment();
    setTimeout(() => {});
  },
});

export const list = queryGeneric({
  args: {},
  handler: async ctx => (await ctx.db.query('messages').collect()).map(({ author, body }) => `${author}: ${body}`),
});
