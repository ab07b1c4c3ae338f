// What a page says that does without patches of what zone.js leaves alone.
(globalThis as any)[Symbol.for('asynccontext.options.v1')] = { without: ['beyondZone'] };
