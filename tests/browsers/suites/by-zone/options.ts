// The options of a page, set before it imports asynccontext/zone.
(globalThis as any)[Symbol.for('asynccontext.options.v1')] = { zones: true };
