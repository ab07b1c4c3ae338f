// Replaces the rig's server in suites that are made for browsers: it sends back what it receives.
globalThis.fetch = (async (_: unknown, { body }: { body: string }) => new Response(body)) as never;
