// The options of a page that does not want patches beyond those of zone.js.
(globalThis as any)[Symbol.for('asynccontext.options.v1')] = { without: ['beyondZone'] };
