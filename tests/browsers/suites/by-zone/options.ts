// What a page says before it imports asynccontext/zone.
(globalThis as any)[Symbol.for('asynccontext.options.v1')] = { zones: true };
